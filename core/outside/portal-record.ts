import type { Dossier } from '#core/dossier/dossier.ts'
import { type Catalogue, findAgency } from '#core/procedure/catalogue.ts'
import type { Instant } from '#core/record/instant.ts'

/** A dossier in the fields of `DongBoHoSoMC` (domain.md §6.1). Every value is text; dates are `yyyyMMddHHmmss`, Vietnam time. */
export type PortalRecord = Record<string, string | Record<string, string>[]>

/** The portal's own lists of values; never shared with another system's (domain.md §6.2). */
const objectType = { citizen: '1', organisation: '2', household_business: '2' } as const
const paymentPlace = { cash: '0', transfer: '0', card: '0', national_gateway: '1' } as const
const deliveryForm = { counter: '0', post: '1', electronic: '2' } as const

/** `DongBoHoSoMC`: the dossier as it stands. */
export function toPortalRecord(dossier: Dossier, catalogue: Catalogue): PortalRecord {
  const { applicant, procedure, agencies } = dossier
  return {
    MaHoSo: dossier.code,
    MaTTHC: procedure.code,
    TenTTHC: procedure.name,
    TenLinhVuc: procedure.sector,
    ChuHoSo: applicant.name,
    LoaiDoiTuong: objectType[applicant.type],
    LoaiDinhDanh: applicant.personalId === null && applicant.taxCode !== null ? '2' : '1',
    SoDinhDanh: applicant.personalId ?? applicant.taxCode ?? applicant.oldId ?? '',
    SoDienThoai: applicant.phone ?? '',
    Email: applicant.email ?? '',
    TrichYeuHoSo: dossier.subject === '' ? procedure.name : dossier.subject,
    KenhThucHien: String(dossier.channel),
    NoiNopHoSo: findAgency(catalogue, agencies.receiving)?.code ?? '',
    DonViXuLy: findAgency(catalogue, agencies.competent)?.name ?? agencies.competent,
    NgayTiepNhan: toPortalTime(dossier.received.at),
    NgayHenTra: toPortalTime(dossier.dueAt),
    TrangThaiHoSo: String(dossier.business.status),
    HinhThuc: deliveryForm[dossier.delivery.method],
    ThoiGianGiaiQuyet: String(dossier.duration.value),
    DonViTinh: dossier.duration.unit,
    NgayKetThucXuLy: toPortalTime(dossier.result?.act.at ?? null),
    NgayTra: toPortalTime(dossier.delivery.returned?.act.at ?? null),
    NgayTuChoi: toPortalTime(dossier.refusal?.act.at ?? null),
    ...digitalFlags(dossier),
    TaiLieuNop: submittedPapers(dossier),
    DanhSachLePhi: feesOf(dossier),
    DanhSachHoSoBoSung: supplementsOf(dossier),
    DanhSachGiayToKetQua: resultsOf(dossier),
  }
}

/** `CapNhatTienDoHoSoMC`: where the work stands and with whom. */
export function toPortalProgress(dossier: Dossier, catalogue: Catalogue): Record<string, string> {
  const { business, agencies, updated } = dossier
  return {
    MaHoSo: dossier.code,
    NguoiXuLy: business.holder.name === '' ? updated.byName : business.holder.name,
    ChucDanh: business.holder.role ?? updated.role,
    ThoiDiemXuLy: toPortalTime(business.since),
    PhongBanXuLy: findAgency(catalogue, agencies.competent)?.name ?? agencies.competent,
    NoiDungXuLy: business.stage ?? '',
    TrangThai: String(business.status),
    NgayBatDau: toPortalTime(dossier.received.at),
    NgayKetThucTheoQuyDinh: toPortalTime(dossier.dueAt),
  }
}

/** `2026-11-05T08:20:00+07:00` → `20261105082000`; '' for none. */
export function toPortalTime(at: Instant | null): string {
  return at === null ? '' : at.slice(0, 19).replace(/\D/g, '')
}

function digitalFlags({ placements, money, sync: _, ...dossier }: Dossier): Record<string, string> {
  const gateway = money.payments.some((one) => one.method === 'national_gateway')
  return {
    HoSoCoThanhPhanSoHoa: flag(placements.some((one) => one.purpose === 'paper') && dossier.papers.length > 0),
    TaiKhoanDuocXacThucVoiVNeID: '0',
    DuocThanhToanTrucTuyen: gateway ? '1' : '0',
  }
}

function submittedPapers({ papers, placements }: Dossier): Record<string, string>[] {
  return papers
    .filter((one) => one.met !== 'missing' && one.met !== 'not_needed')
    .map((paper) => ({
      TepDinhKemId: paper.paperId,
      TenTepDinhKem: paper.name,
      IsDeleted: '0',
      MaThanhPhanHoSo: paper.paperId,
      DuocSoHoa: flag(placements.some((one) => one.paperId === paper.paperId)),
      DuocLayTuKhoDMQG: flag(paper.met === 'lookup'),
    }))
}

function feesOf({ money }: Dossier): Record<string, string>[] {
  const place = money.payments[0] === undefined ? '0' : paymentPlace[money.payments[0].method]
  return money.lines
    .filter((one) => one.quantity > 0)
    .map((one) => ({
      TenPhiLePhi: one.name,
      MaPhiLePhi: one.feeCode,
      HinhThucThu: place,
      Gia: String(one.amountVnd),
      LoaiPhiLePhi: one.kind === 'phi' ? '1' : '2',
    }))
}

function supplementsOf({ supplements }: Dossier): Record<string, string>[] {
  return supplements.map((one) => ({
    HoSoBoSungId: one.id,
    NguoiYeuCauBoSung: one.requested.byName,
    NoiDungBoSung: one.reason,
    NgayBoSung: toPortalTime(one.requested.at),
    NguoiTiepNhanBoSung: one.received?.byName ?? '',
    NgayTiepNhanBoSung: toPortalTime(one.received?.at ?? null),
    TrangThaiBoSung: one.received === null ? '0' : '1',
    DanhSachGiayToBoSung: one.papers.map(({ name }) => name).join('; '),
  }))
}

function resultsOf({ result }: Dossier): Record<string, string>[] {
  return result === null ? [] : [{ TenGiayTo: result.title, GiayToId: result.number, MaKetQua: result.number }]
}

const flag = (is: boolean): string => (is ? '1' : '0')
