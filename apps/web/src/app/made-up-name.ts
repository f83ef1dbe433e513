// A friendly name for someone who has not given one: a colour and an animal, in their language.

import type { Language } from '../i18n/languages.ts'

type WordLists = {
  readonly first: readonly string[]
  readonly second: readonly string[]
  readonly joiner: string
}

const WORDS: Readonly<Record<Language, WordLists>> = {
  en: {
    first:
      'Amber Azure Coral Copper Golden Indigo Ivory Jade Lilac Olive Plum Rosy Russet Sandy Silver Teal'.split(
        ' ',
      ),
    second:
      'Badger Beaver Crane Dolphin Falcon Finch Fox Hare Heron Koala Lynx Otter Owl Panda Robin Seal'.split(
        ' ',
      ),
    joiner: ' ',
  },
  'zh-CN': {
    first: '青色 琥珀 珊瑚 金色 靛蓝 象牙 翡翠 丁香 橄榄 银色 玫瑰 天蓝'.split(' '),
    second: '水獭 海豚 狐狸 仙鹤 熊猫 知更鸟 海豹 野兔 猞猁 考拉 河狸 猫头鹰'.split(' '),
    joiner: '',
  },
}

/** `random` gives numbers from 0 (inclusive) to 1 (exclusive). */
export function makeUpName(language: Language, random: () => number): string {
  const { first, second, joiner } = WORDS[language]
  return [pick(first, random), pick(second, random)].join(joiner)
}

function pick(words: readonly string[], random: () => number): string {
  return words[Math.floor(random() * words.length)] ?? ''
}
