/** Names of people who do not exist: common surnames and syllables put together by chance. */
import type { Chance } from './random.ts'

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜'.split(
    '',
  )
const FIRST = '建国海晓志文玉秀春丽永明桂淑红立雪静宏俊凤亚振金德素艳冬瑞新'.split('')
const SECOND = '华明军平英芳伟强敏霞杰峰梅兰玲涛波慧娟琴勇刚辉斌莹鹏洁宁超萍'.split('')

/** A stream of names; repeats are rare but happen, as in life. */
export function namer(chance: Chance): () => string {
  return () => {
    const surname = chance.pick(SURNAMES)
    const second = chance.pick(SECOND)
    return chance.next() < 0.3 ? `${surname}${second}` : `${surname}${chance.pick(FIRST)}${second}`
  }
}
