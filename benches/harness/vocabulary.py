"""Japanese words and sentences of the synthetic data, and the search terms whose frequency is known.

Words are a stem and an ending (窓口 + 整備), as in administrative texts: about six thousand of them, drawn with
a weight that falls with their rank, as in real texts. Search terms are excluded from, or planted in, the texts on
purpose, so that a run can search for common, rare and absent terms.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

STEMS = """
市民 行政 防災 福祉 教育 環境 観光 子育て 高齢者 地域 健康 医療 介護 道路 公園 上下水道 学校 図書館 公民館 文化財 農業
林業 水産業 商店街 中小企業 雇用 移住 空き家 公共交通 自転車 駐車場 消防 救急 交通安全 防犯 消費生活 男女共同参画 多文化共生
国際交流 姉妹都市 生涯学習 社会教育 青少年 放課後児童 保育所 幼稚園 給食 いじめ対策 特別支援 読書活動 スポーツ 芸術文化 伝統芸能
博物館 歴史資料 景観 緑化 河川 海岸 森林 鳥獣対策 再生可能エネルギー 省エネルギー 温室効果ガス 廃棄物 リサイクル 食品ロス 生活排水
大気 騒音 土壌 生物多様性 都市計画 土地利用 区画整理 市街地 住宅 公営住宅 耐震 橋りょう トンネル 街路灯 除雪 港湾 空港 物流
企業誘致 創業 産業団地 特産品 直売所 担い手 農地 用水路 ため池 畜産 漁港 養殖 ふるさと納税 広報 広聴 情報公開 個人情報 統計
選挙 監査 財政 税務 収納 債権 契約 入札 財産 庁舎 窓口 証明書 戸籍 住民記録 年金 国民健康保険 後期高齢者 生活保護 就労 ひきこもり
自殺対策 感染症 予防接種 健診 母子保健 歯科 食育 障がい者 手話 権利擁護 成年後見 民生委員 自治会 協働 人事 研修 定員 働き方 文書
電子申請 基幹システム ネットワーク 情報セキュリティ オープンデータ 人工知能 遠隔会議 職員
""".split()

ENDINGS = """
推進 整備 強化 支援 充実 改善 向上 促進 管理 運営 見直し 活用 確保 育成 相談 調査 研究 計画 改革 再編 統合 連携 啓発 普及 拡大
削減 効率化 適正化 最適化 電子化 一元化 民間委託 広域化 長寿命化 可視化 標準化 点検 更新 改修 保全 導入 検証 評価 周知 対策
""".split()

CLOSINGS = "事業 推進事業 支援事業 整備計画 対策事業 改善の取組 体制づくり 活用事業".split()

SENTENCES = (
    "{}を進め、{}について{}との調整を行った。",
    "{}の実施により、対象は{}件となり、前年度を{}件上回った。",
    "{}に関する説明会を{}回開き、延べ{}人が参加した。",
    "{}では、{}の手順を見直し、処理にかかる時間を{}時間短縮した。",
    "{}と{}を一体で進め、{}の負担を軽くした。",
    "一方、{}については、{}の遅れにより目標に届かなかったため、次年度は{}を優先する。",
    "{}の結果を公表し、{}の参考とするとともに、{}に生かした。",
    "{}にあたっては、市民の意見を聴き、{}を重ねて内容を定めた。",
    "{}を新たに{}か所で始め、利用は{}人だった。",
    "{}の基準を改め、{}を{}の対象に加えた。",
)

# Counters that follow a number; other gaps are filled with words.
COUNTERS = ("件", "回開", "人", "時間", "か所")


@dataclass(frozen=True)
class Term:
    """A search term and its frequency in the synthetic texts."""

    name: str
    text: str


# One and two characters, common, rare and absent. The rare ones are planted, once in RARE_EVERY measures; the absent
# ones occur neither here nor in the bundled data.
TERMS = (
    Term("1 character, common", "市"),
    Term("2 characters, common", "市民"),
    Term("1 character, rare", "鵜"),
    Term("2 characters, rare", "鵜飼"),
    Term("1 character, absent", "龘"),
    Term("2 characters, absent", "檸檬"),
)

RARE_SENTENCE = "伝統の鵜飼の保存会を支援した。"
RARE_EVERY = 1999


def words() -> list[str]:
    """Returns every word, most frequent first; the same list in every run."""
    everything = [stem + ending for stem in STEMS for ending in ENDINGS]
    random.Random("tassei").shuffle(everything)
    return everything


WORDS = words()
_WEIGHTS = list(accumulate(1 / (rank + 20) for rank in range(len(WORDS))))


class Writer:
    """Writes words and texts by a seeded random generator."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._drawn = self._draw()

    def _draw(self) -> Iterator[str]:
        while True:
            yield from self._chance.choices(WORDS, cum_weights=_WEIGHTS, k=1000)

    def word(self) -> str:
        """A word."""
        return next(self._drawn)

    def measure_name(self) -> str:
        """The name of a measure."""
        return self.word() + self._chance.choice(CLOSINGS)

    def sentence(self) -> str:
        """A sentence of 25 to 60 characters."""
        parts = self._chance.choice(SENTENCES).split("{}")
        text = parts[0]
        for part in parts[1:]:
            counted = part.startswith(COUNTERS)
            text += (str(self._chance.randrange(2, 400)) if counted else self.word()) + part
        return text

    def text(self, shortest: int, longest: int) -> str:
        """Whole sentences, together `shortest` to `longest` characters."""
        wanted = self._chance.randrange(shortest, max(shortest + 1, longest - 60))
        text = self.sentence()
        while len(text) < wanted:
            text += self.sentence()
        return text[:longest]
