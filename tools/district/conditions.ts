/**
 * When a matter is accepted (立案条件) and when it is closed (结案条件), by the kind of item. The first kind that fits
 * the name wins; `{item}` is the item's name, `{lead}` the department that leads.
 */
export interface ItemKind {
  readonly kind: string
  readonly fits: RegExp
  readonly accept: string
  readonly close: string
  /** A state of things that a photograph shows. */
  readonly visible: boolean
}

const KINDS: readonly ItemKind[] = [
  {
    kind: 'rescue',
    fits: /电梯困人|走失|失联|被困|自伤|急病|转诊求助|家庭暴力|心理危机|救助$|暴露处置|取暖保障/,
    accept: '人员所在位置明确、情况紧急即可受理，先处置后补录，不得因材料不全延误',
    close: '人员已脱离危险或已移交专业机构，本人或其联系人已知晓后续安排',
    visible: false,
  },
  {
    kind: 'fire',
    fits: /火情|烟感报警|焚烧/,
    accept: '现场有明火、浓烟或收到联网报警即受理，同步通知消防力量',
    close: '明火已扑灭且无复燃，现场已移交，起因初步查明并登记',
    visible: true,
  },
  {
    kind: 'clue',
    fits: /线索|举报/,
    accept: '有具体地点、时间或单位等可核查内容；报告人信息只供办理人使用，不得外泄',
    close: '{lead}已核查并形成结论，属实的已依法立案或移送，可告知的结果已告知报告人',
    visible: false,
  },
  {
    kind: 'dispute',
    fits: /纠纷|争议|意见协调|维修协调|讨薪协调/,
    accept: '双方当事人明确、事由清楚，未经法院立案或仲裁受理，当事人同意调处',
    close: '已达成协议并履行；调处不成的已书面告知仲裁、诉讼等途径',
    visible: false,
  },
  {
    kind: 'petition',
    fits: /来访|初信初访|信访|涉法涉诉|执行难|征地拆迁/,
    accept: '诉求人身份和诉求事项清楚，属本区职权范围；不属的当场告知受理机关',
    close: '已按规定期限出具书面答复或转送，诉求人已收到并知晓救济途径',
    visible: false,
  },
  {
    kind: 'leak',
    fits: /泄漏|爆管|爆裂|外溢|外流|漏水|漏电|冒黑烟|偷排|直排|入河/,
    accept: '现场可见或可闻“{item}”，起点和影响范围基本明确',
    close: '源头已切断或止漏，设施已修复，影响范围内已清理并复查无异常',
    visible: true,
  },
  {
    kind: 'outage',
    fits: /停水|停电|停热|停运$|不亮|温度不达标|水压不足|信号灯故障|无水$|堵塞$|停用$/,
    accept: '影响范围和开始时间明确，已排除欠费、户内设施等用户自身原因',
    close: '功能已恢复，并由报告人或网格员现场确认',
    visible: false,
  },
  {
    kind: 'noise',
    fits: /噪声|光污染|电磁辐射|扰民/,
    accept: '影响源的位置和发生时段明确，现场能够感知或多人反映',
    close: '扰民行为已停止或经检测达标，处理情况已向报告人说明',
    visible: false,
  },
  {
    kind: 'illegal building',
    fits: /违法建设|违法建筑|违建|私搭|加建|封闭外廊|外立面|圈占|占用耕地|占用林地|地桩|地锁|围挡圈地|逾期未拆|抢建|占压/,
    accept: '建设或占用现状可见，位置和使用人基本明确，附能辨认方位的照片',
    close: '已停工、拆除或恢复原状；需立案查处的已送达文书并录入案号和计划完成日期',
    visible: true,
  },
  {
    kind: 'hazard',
    fits: /隐患|险情|危险|塌陷|塌方|失稳|裂缝|结构受损|预警|风险|迹象|无防护|报警$|疑似爆炸|倾斜|承重墙|占用堵塞|可燃|易燃|充电$|拉乱接|违规作业|违规用火|涉爆|垂钓/,
    accept: '现场存在“{item}”情形，位置明确，可能危及人身或财产安全',
    close: '危险已消除；一时不能消除的，已设围挡警示、落实责任人和整改期限并经复查',
    visible: true,
  },
  {
    kind: 'damage',
    fits: /破损|损坏|缺失|缺损|丢失|脱落|断落|断枝|倒伏|老化|锈蚀|故障|低垂|受损|未恢复|松动|枯死|不足$|残墙|无盖/,
    accept: '现场可见“{item}”，位置准确，照片能辨认部位和数量',
    close: '已修复、更换或补齐，功能完好，附同一角度的修复后照片',
    visible: true,
  },
  {
    kind: 'cleaning',
    fits: /垃圾|渣土|保洁|脏|小广告|积雪|结冰|积冰|积水|淤积|堆物|堆料|晾挂|树挂|飞絮|漂浮|遗撒|带泥|满溢|蜘蛛网|树叶|柴草|废弃物|残留|横流|僵尸车|裸露|荒芜/,
    accept: '现场可见“{item}”，位于公共区域，位置准确',
    close: '已清理到位，周边无散落残留，附同一角度的处置后照片',
    visible: true,
  },
  {
    kind: 'pollution',
    fits: /污染|废气|异味|废水|扬尘|油烟|倾倒|废物|黑臭|弃$|放射源|水源|水质|固废|秸秆/,
    accept: '污染现象现场可见或可闻，位置和疑似来源可以辨认',
    close: '污染源已控制，遗留物已清除，需要检测的已出具达标结果',
    visible: true,
  },
  {
    kind: 'street order',
    fits: /占道|店外经营|游商|乱停|停放|停车|撑伞|散发|三包|拥堵|闯禁行|超员|载客|拒载|议价|飙车|超限|营运|秩序|违停|牵绳|喇叭/,
    accept: '行为正在发生或反复发生，地点和时段明确',
    close: '现场秩序已恢复，当事人已劝离或依法处理；反复发生的已明确巡查频次',
    visible: true,
  },
  {
    kind: 'epidemic',
    fits: /疫|传染病|疾病|中毒|鼠|缺课|接种异常|病媒|控烟/,
    accept: '有时间、地点和大致人数即可受理，不要求提供个人病历',
    close: '已完成流行病学核查并采取防控措施，无续发或已按规定报告上级',
    visible: false,
  },
  {
    kind: 'disaster',
    fits: /灾情|灾害|地震|沙尘|冰雹|旱情|寒潮|虫害|有害生物|大风|通行受阻|中断/,
    accept: '受灾地点、时间和初步损失基本清楚，先报告后核实',
    close: '险情已排除、受影响群众已妥善安置，损失已核实并上报',
    visible: true,
  },
  {
    kind: 'crime in progress',
    fits: /正在发生|滋事|伤人|滋扰|踩踏|破坏|盗割|被盗|扒窃|抛物|黑飞|放牧|强买|扰乱|欺凌|高空/,
    accept: '地点和时间明确；正在发生的先报警、再登记，不要求报告人到场指认',
    close: '现场已控制或已由公安机关接管，受影响群众已得到告知或救助',
    visible: false,
  },
  {
    kind: 'market',
    fits: /销售|无证|无照|食品|假冒|虚假|计量|价|收费|违规|经营|不合格|屠|掺假|广告|农资|物资|产品|改装|聚餐|气瓶|施工$|许可|直销|举办/,
    accept: '经营者名称或地点明确，有实物、票据、照片等初步凭据',
    close: '{lead}已现场检查，违法的已责令改正或立案，结果已告知报告人',
    visible: false,
  },
  {
    kind: 'unlawful act',
    fits: /非法|擅自|私挖|私搭|散埋/,
    accept: '行为正在进行或痕迹可见，位置准确，附现场照片或知情人说明',
    close: '行为已制止，现场已恢复或已明确恢复期限；违法的已立案并录入案号',
    visible: true,
  },
  {
    kind: 'complaint',
    fits: /投诉|不公开|不达标|反映|甩站/,
    accept: '有具体单位、时间和事由，诉求人愿意接受回访',
    close: '已向双方核实并答复诉求人；问题属实的，被投诉单位已整改并书面说明',
    visible: false,
  },
  {
    kind: 'request',
    fits: /诉求|需求|申请|服务|援助|建议|指导|困难|办理|难$|问题|保障|帮扶|适配|不畅|异议|求助|引导|认定|异常|欠薪|控辍|保学|缺失$|不规范|不公开/,
    accept: '诉求人、事项和联系方式清楚；材料不全的一次性告知，不得退回了事',
    close: '已按政策办结，或已书面说明依据和办理途径，并经回访确认诉求人知晓',
    visible: false,
  },
]

/** For an item that fits no kind: something seen at a place. */
const OTHER: ItemKind = {
  kind: 'other',
  fits: /./,
  accept: '“{item}”的地点、时间和现状清楚，属{lead}职责范围',
  close: '已现场处置并整改到位，处理结果已告知报告人',
  visible: false,
}

/** Items whose name alone would lead to the wrong kind. Codes without the leading W. */
const BY_HAND: Readonly<Record<string, string>> = {
  pollution: '01041 02014 06034',
  'street order': '01025 01027 01044 05025 09002 09009',
  hazard:
    '02023 02046 03008 03011 04033 05030 06001 06002 06010 06011 06014 06015 06016 06017 06018 06021 06022 06024 06028 06039 06041 07013 07016 07017 07023 07036 14021',
  disaster: '14005 14009',
  damage: '05005 05032',
  'unlawful act': '01028 01033 01034 01043 03015 03016 03026 03030 04026 04036 04037 04038 06027 12034',
  market: '07024 08027 08028 08029 08030 09029 10004 10015 10021 10031 10041 11007 11008 11014 11029',
  'crime in progress': '13028 08007 08022 08024 08035',
  dispute: '10039',
  complaint: '05014 05015 05039 12037 12032 09019 09020',
  request: '05026 05036 09012 09030 10009 11030 12004 12006 12021 12025 13026 14011',
}

const byHand = new Map<string, string>(
  Object.entries(BY_HAND).flatMap(([kind, codes]) =>
    codes.split(' ').map((code) => [`W${code}`, kind] as const),
  ),
)

/** The kind of an item: by hand where the name misleads, else the first kind whose words it holds. */
export function kindOf(code: string, name: string): ItemKind {
  const given = byHand.get(code)
  const found = KINDS.find(({ kind, fits }) => (given === undefined ? fits.test(name) : kind === given))
  if (given !== undefined && !found) throw new Error(`no kind ${given}`)
  return found ?? OTHER
}
