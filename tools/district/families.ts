/** Which items can be the same matter (merging), and within how many metres. Codes without the leading W. */
interface Family {
  readonly name: string
  readonly radiusM: number
  readonly items: string
}

/** An item that is in no list is a family of its own, named after the item. */
export const FAMILIES: readonly Family[] = [
  {
    name: '垃圾渣土',
    radiusM: 100,
    items: '01001 01002 01003 01004 01006 01007 01040 01042 05027 05033 14023',
  },
  { name: '道路遗撒', radiusM: 200, items: '01005 01039 04008' },
  { name: '公厕与化粪池', radiusM: 80, items: '01009 01010 05009 14022' },
  { name: '露天焚烧', radiusM: 300, items: '01011 04009 07026 07025 14014' },
  { name: '小广告与宣传品', radiusM: 100, items: '01012 01013 01024 08020' },
  { name: '占道经营', radiusM: 80, items: '01014 01015 01016 01017 01026 01037' },
  { name: '乱堆乱挂', radiusM: 80, items: '01018 01019 01020 05019 07007 09033' },
  { name: '广告牌匾', radiusM: 60, items: '01021 01022 01023 01025 06030' },
  { name: '绿地树木', radiusM: 80, items: '01029 01030 01031 01032 01033 01034 01035 04037' },
  { name: '冰雪清除', radiusM: 300, items: '01036 09034 14006' },
  { name: '犬只', radiusM: 150, items: '01044 01045 05028 08024' },
  { name: '水域垃圾', radiusM: 200, items: '01046 04023' },
  { name: '路面破损', radiusM: 60, items: '02001 02002 02003 02004 02005 02047 09013 09014' },
  { name: '桥梁通道', radiusM: 100, items: '02006 02007 09016' },
  { name: '井盖', radiusM: 40, items: '02009 02010 02011 02035 08037' },
  { name: '排水积水', radiusM: 150, items: '02008 02012 02013 02014 02015 14004 14024' },
  { name: '供水', radiusM: 400, items: '02016 02017 02018 05003 11013 14019' },
  { name: '消火栓与水源', radiusM: 60, items: '02019 07009 07034' },
  { name: '燃气', radiusM: 150, items: '02020 02021 02022 02023 02024 05042 06022 07023' },
  { name: '供热', radiusM: 300, items: '02025 02026 02027 02028 05041' },
  { name: '供电', radiusM: 300, items: '02030 02031 02032 02033 05004' },
  { name: '通信线缆', radiusM: 80, items: '01028 02034 02036' },
  { name: '路灯', radiusM: 120, items: '02037 02038 02039 05010' },
  { name: '信号灯与标志标线', radiusM: 100, items: '02041 02042 09012' },
  { name: '施工占道', radiusM: 100, items: '01038 02048' },
  { name: '充电设施', radiusM: 80, items: '02049 05026 07035' },
  { name: '违法建设', radiusM: 60, items: '03001 03002 03003 03004 03006 03010 03011 03012 03028 03031' },
  { name: '圈占公共区域', radiusM: 60, items: '03009 03023 03024 05024 09006' },
  { name: '房屋结构安全', radiusM: 60, items: '03005 05006 05007 05008 14009 14021' },
  { name: '居住用途', radiusM: 60, items: '03007 03008 05030 05031 07017 07018' },
  { name: '采砂采矿', radiusM: 500, items: '03015 03016 06027 06026' },
  { name: '耕地林草', radiusM: 300, items: '03013 03014 04038' },
  { name: '宅基地', radiusM: 100, items: '03017 03018 13017' },
  { name: '征地拆迁', radiusM: 200, items: '03020 03021 13018' },
  { name: '文物保护', radiusM: 150, items: '03029 03030 07029' },
  { name: '废气异味', radiusM: 300, items: '01008 04001 04002 04004 04011' },
  { name: '餐饮油烟', radiusM: 80, items: '04003 07024' },
  { name: '扬尘', radiusM: 200, items: '04005 04006 04007' },
  { name: '施工噪声', radiusM: 200, items: '04013 04017' },
  { name: '生活噪声', radiusM: 150, items: '04014 04015 04018 08034 09028' },
  { name: '水污染', radiusM: 500, items: '04019 04020 04021 04022 04039 11028' },
  { name: '固废危废', radiusM: 200, items: '01041 04024 04025 04026 11017' },
  { name: '动物疫情', radiusM: 500, items: '04029 11004 14017' },
  { name: '电梯', radiusM: 40, items: '05001 05002' },
  { name: '物业服务', radiusM: 150, items: '05012 05014 05015 05018' },
  { name: '楼道设施', radiusM: 40, items: '05011 05020 05021' },
  { name: '小区停车', radiusM: 120, items: '05022 05023 05025' },
  { name: '漏水渗水', radiusM: 40, items: '05005 05034' },
  { name: '危险化学品', radiusM: 150, items: '06002 06003 06032 06035 07022' },
  { name: '烟花爆竹', radiusM: 100, items: '06005 06006' },
  { name: '施工安全', radiusM: 100, items: '06007 06008 06009 06010 06011 06012' },
  { name: '特种设备', radiusM: 80, items: '06016 06017 06018 06029 10033 10034' },
  { name: '学校安全', radiusM: 100, items: '07031 09023 10006' },
  { name: '养老机构', radiusM: 80, items: '06033 07032 10008 11026 12010' },
  { name: '涉水危险', radiusM: 200, items: '06036 06037' },
  { name: '火情', radiusM: 150, items: '07001 07002' },
  { name: '消防通道', radiusM: 60, items: '06021 07003 07004' },
  { name: '电动自行车充电', radiusM: 60, items: '07005 07006 07021' },
  { name: '消防设施', radiusM: 60, items: '07008 07010 07011 07012 07013 07014' },
  { name: '三合一与九小场所', radiusM: 60, items: '06024 06025 07016 07028' },
  { name: '斗殴滋事', radiusM: 150, items: '08001 08002 08014 08015' },
  { name: '盗窃', radiusM: 150, items: '08003 08004 08005 08031' },
  { name: '电信诈骗', radiusM: 50, items: '08006 08007' },
  { name: '家庭暴力', radiusM: 30, items: '08016 13005' },
  { name: '危机干预', radiusM: 30, items: '08018 11022' },
  { name: '校园周边', radiusM: 150, items: '08025 08026 10007' },
  { name: '接纳未成年人', radiusM: 50, items: '08027 08028' },
  { name: '机动车停放', radiusM: 80, items: '09001 09002 09003' },
  { name: '非机动车停放', radiusM: 80, items: '09004 09005' },
  { name: '交通拥堵', radiusM: 200, items: '09007 09008 09009' },
  { name: '非法营运', radiusM: 200, items: '09017 09018 09026' },
  { name: '货运超限', radiusM: 300, items: '09024 09025' },
  { name: '食品安全', radiusM: 60, items: '10001 10002 10003 10004 10005 10010 10041 10042' },
  { name: '药品医疗器械', radiusM: 50, items: '10013 10014 10016' },
  { name: '价格计量', radiusM: 60, items: '09029 10017 10018 10019 10038' },
  { name: '消费维权', radiusM: 50, items: '10020 10021 10036 13013' },
  { name: '非法行医', radiusM: 60, items: '10015 11007 11008' },
  { name: '传染病苗头', radiusM: 300, items: '11002 11003 11027' },
  { name: '医疗纠纷', radiusM: 60, items: '11010 13012 13028' },
  { name: '欠薪', radiusM: 150, items: '12019 12020 13009 13010 13027' },
  { name: '物业费与物业纠纷', radiusM: 80, items: '05013 13006' },
  { name: '河道险情', radiusM: 500, items: '14001 14002 14003' },
]

const familyOf = new Map<string, Family>(
  FAMILIES.flatMap((family) => family.items.split(' ').map((item) => [`W${item}`, family] as const)),
)

/** Radius of items that stand alone: what concerns one household or one shop is near, a district-wide matter is not. */
const ALONE_M = 80

export function familyFor(code: string, name: string): { readonly family: string; readonly radiusM: number } {
  const found = familyOf.get(code)
  return found ? { family: found.name, radiusM: found.radiusM } : { family: name, radiusM: ALONE_M }
}
