#!/bin/sh
# Joins couchdb-1, -2 and -3 to one cluster by CouchDB's own _cluster_setup.
set -eu
first=http://couchdb-1.inside:5984
auth="centre:$COUCHDB_PASSWORD"

setup() {
  curl -sS --fail-with-body -u "$auth" -H 'content-type: application/json' -X POST "$first/_cluster_setup" -d "$1"
}

state=$(curl -fsS -u "$auth" "$first/_cluster_setup")
case $state in *cluster_finished*) echo 'The cluster stands already.'; exit 0 ;; esac

for node in couchdb-2.inside couchdb-3.inside; do
  setup "{\"action\":\"enable_cluster\",\"bind_address\":\"0.0.0.0\",\"username\":\"centre\",\"password\":\"$COUCHDB_PASSWORD\",\"port\":5984,\"node_count\":3,\"remote_node\":\"$node\",\"remote_current_user\":\"centre\",\"remote_current_password\":\"$COUCHDB_PASSWORD\"}"
  setup "{\"action\":\"add_node\",\"host\":\"$node\",\"port\":5984,\"username\":\"centre\",\"password\":\"$COUCHDB_PASSWORD\"}"
done
setup '{"action":"finish_cluster"}'
