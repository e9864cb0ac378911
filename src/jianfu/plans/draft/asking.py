"""A rule as a question to which *yes* is the good answer: 学校应建立公示制度 → 学校是否建立公示制度？

The statement's own words are kept. Who is bound stands in front, then 是否, then the act; what must not be done
is asked as 是否做到不…; what only names a failing as 是否不存在下列问题：…. What none of this fits is asked whole,
in quotation marks, so that every question is a sentence.
"""

from __future__ import annotations

import re

from jianfu.plans.draft.clausing import balanced, cleaned, joined, parts, quoted
from jianfu.plans.draft.lexicon import words
from jianfu.plans.draft.model import Cited, Question
from jianfu.plans.model import Statement

LONGEST = 70
"""Characters above which clauses that only say what for are left out."""
_MOST = 600
"""Characters above which a text is asked whole: no one reads a question of that length for its grammar."""
_QUOTED = 300
_MOST_SUBJECT = 34
_BEFORE = re.compile(
    r"^(?:\d|[xX×]|每年|每学期|每月|每季|年底|月底|20|今年|当年)[^，]{0,12}?(?:日|底|末|年|月|天|周)之?前"
)
_TIMED = re.compile(r"(?:后|前|时|期间|期内|之内|以内|期满)$")
_RELATIVE = re.compile(r"[^，]{0,8}的")
_ANY = re.compile(r"^(?:任何|所有|一切|凡)")
_NAMED = re.compile(r"(?:问题|现象|行为|做法|情况|情形|乱象)$")
_WRONG = re.compile(r"(?:等问题|现象|行为|乱象)$")
_UNABLE = re.compile("不能|没有|未能")
_PURPOSE = re.compile(
    "为(?:了|切实|进一步|全面|深入|贯彻|落实|认真|有效|加强|规范|减轻|确保|推进|促进|提高|做好|扎实|巩固|营造)(?!提供)"
)
_STAGED = re.compile(r"^(?P<before>[^，由]{1,14}(?:前|后|时))(?P<said>(?:由|经).+)$")
_PHASE = re.compile(r"(?:阶段|（[^（）]*[日月底前年][^（）]*）)$")
_NO_CONDITION = re.compile(r"及时|立即|应|须|要(?!求)|坚决|一律|随时|马上")
_INNER = re.compile(r"(?<=[、和及或])(?:不准|不得|不许|不能|严禁|禁止)")
_HANGING = frozenset("的、和及与所以有不除经对向在为从将把按由于到至并或是给让使被比")
_BOUND = {
    "为": "行作认成以分变名较极因称定视列评转改设确人",
    "均": "生人平校年日户月",
    "占": "抢挤侵强",
    "有": "没所只含拥享私国公现具",
}
"""Signs before which a verb is a part of another word."""


def question(statement: Statement, number: int, cited: Cited) -> Question | None:
    """The question that ``statement`` asks; None where its text has no words."""
    described = statement.described
    ask = asked(statement.text, described.modality, described.addressee, described.topic)
    if not ask:
        return None
    return Question(
        number, cited, ask, described.executable, described.modality, described.domain, described.topic,
        described.body or described.addressee, described.deadline,
    )  # fmt: skip


def asked(text: str, modality: str, addressee: str, topic: str = "") -> str:
    """``text`` as a question; "" where it has no words."""
    plain = cleaned(text)
    if not re.search(r"\w", plain):
        return ""
    subject = addressee if addressee and len(addressee) <= _MOST_SUBJECT else ""
    if modality == "permit" or len(plain) > _MOST or not balanced(plain):
        return _whole(plain, subject)
    if topic == "plan_phase" and len(parts(plain)) == 1 and _PHASE.search(plain):
        return f"{subject}是否按时完成{quoted(plain)}的工作？"
    return _Asking(plain, modality, subject).ask()


def _whole(text: str, subject: str) -> str:
    """The question that fits every text: its words as they stand."""
    if subject and (subject in text or words().bodies.match(text)):
        subject = ""
    return f"{subject}是否落实了{quoted(text if len(text) <= _QUOTED else text[:_QUOTED] + '……')}？"


def _whole_name(topic: str) -> bool:
    """Whether ``topic`` names a thing and is no act begun: 将工作 | 纳入考核 is one."""
    return balanced(topic) and not re.search("[将把]", topic)


class _Asking:
    """One statement being turned."""

    def __init__(self, text: str, modality: str, subject: str) -> None:
        self.text, self.modality, self.subject = text, modality, subject
        self.words = words()
        banned = any(not self._compound(text, m.start(), m.end()) for m in self.words.forbid.finditer(text))
        self.failing = (
            modality == "forbid"
            and self.words.lack.search(text) is not None
            and (not self.words.good.search(text) or _UNABLE.match(text) is not None)
        )
        self.listing = modality == "forbid" and not banned
        """A list of what is forbidden further up: its words name only the acts."""

    def ask(self) -> str:
        clauses = parts(self.text)
        clauses[0] = self._unjoined(clauses[0])
        front: list[str] = []
        while len(clauses) > 1 and (adjunct := self._adjunct(clauses[0], clauses[1])):
            first = clauses.pop(0)
            clauses[0] = self._unjoined(clauses[0])
            if adjunct == "kept":
                front.append(first)
        if front and self.words.bodies.match(front[-1]):
            self.subject = ""
        if (
            len(clauses) > 1
            and self.words.bodies.fullmatch(clauses[0])
            and not self.words.founding.search(clauses[0])
        ):
            clauses[:2] = [clauses[0] + clauses[1]]
        main = self._main(clauses[0])
        while main is None and len(clauses) > 1 and self.words.modal.match(clauses[1]):
            front.append(clauses.pop(0))
            self.subject = "" if self.words.bodies.match(front[-1]) else self.subject
            main = self._main(clauses[0])
        if main is None:
            return _whole(self.text, self.subject)
        head, kind = main
        rest = clauses[1:] if kind == "failing" else self._rest(clauses[1:], kind == "not")
        ask = joined([*front, head, *rest])
        while (
            len(ask) > LONGEST
            and rest
            and self.words.purpose.match(rest[-1])
            and not re.search(r"\d", rest[-1])
        ):
            rest.pop()
            ask = joined([*front, head, *rest])
        return _finished(ask) or _whole(self.text, self.subject)

    def _unjoined(self, clause: str) -> str:
        m = self.words.joining.match(clause)
        rest = clause[m.end() :] if m else clause
        return rest if len(rest) >= 4 and not rest.startswith("的") else clause

    def _adjunct(self, clause: str, after: str) -> str:
        """Whether a clause before the last only says when or how ("kept"), or what for ("dropped"); "" if neither."""
        w = self.words
        if self.failing:
            return ""
        if _PURPOSE.match(clause):
            return "dropped"
        if clause.endswith("的") or (w.condition.match(clause) and not _NO_CONDITION.search(clause)):
            return "kept"
        if self.words.preposed.match(clause) and w.bodies.match(after):
            return "kept"
        if self._spoken_of(clause, after):
            return "kept"
        if w.manner.match(clause) and w.manner_end.search(clause):
            return "kept"
        if w.days.match(clause) and re.search(r"(?:前|时|后|间|内|期间|起|日|底|末|年|学期|学年)$", clause):
            return "kept"
        return ""

    def _spoken_of(self, clause: str, after: str) -> bool:
        """Whether ``clause`` only names what the next one rules: 各部门开展的检查，须经审批."""
        w = self.words
        ruled = any(
            m is not None and not self._compound(after, m.start("word"), m.end("word"))
            for m in (w.forbid.match(after), w.oblige.match(after))
        )
        if (
            not (ruled or after.startswith("由"))
            or self.words.spoken_of.search(clause) is None
            or w.causing.match(clause)
        ):
            return False
        if any(not self._compound(clause, m.start(), m.end()) for m in w.modal.finditer(clause)):
            return False
        return re.search(r"的|开展|组织|举办|召开|拟|部署|涉及|借用|抽调|申请", clause) is not None

    def _main(self, clause: str) -> tuple[str, str] | None:
        """The first clause that says what is to be done, as a question; None if it cannot be one.

        The second word is its kind: "done" (to be done), "not" (not to be done) or "failing" (not to be found).
        """
        w = self.words
        if self.failing:
            return self._failing(clause)
        subject = self.subject
        if subject and subject in clause:
            self.subject = ""
        if subject and clause.startswith(subject):
            found = self._after_body(subject, clause[len(subject) :])
            if found is not None:
                return found
        forbids = w.forbid.match(clause)
        if forbids and not self._compound(clause, forbids.start("word"), forbids.end("word")):
            return self._forbidden(
                self.subject, forbids["stress"], forbids["word"], clause[forbids.end() :]
            ), "not"
        obliges = w.oblige.match(clause)
        if obliges and self._obliged(clause, obliges):
            return f"{self.subject}是否{obliges['stress']}{clause[obliges.end() :]}", "done"
        body = w.bodies.match(clause)
        if body and body.end() < len(clause):
            found = self._after_body(body[0], clause[body.end() :])
            if found is not None:
                return found
        found = (
            self._at_modal(clause) if not self.listing or re.search("必须|应当|应该|务必", clause) else None
        )
        if found is not None:
            return found
        topic = w.topic.match(clause)
        if topic and not w.causing.match(clause) and not self.listing and _whole_name(topic["topic"]):
            return f"{topic['topic']}是否{topic['said']}", "done"
        for named in sorted({subject, body[0] if body else ""}, key=lambda n: -len(n)):
            rest = clause.removeprefix(named)
            if rest != clause and not self.listing and (w.acts.match(rest) or w.days.match(rest)):
                return f"{named}是否{rest}", "done"
        if clause.startswith("由"):
            return f"是否{clause}", "done"
        staged = _STAGED.match(clause)
        if staged and not w.days.match(clause):
            return f"{staged['before']}是否{staged['said']}", "done"
        if clause.startswith("不"):
            # 不抵制…者要追究责任: it is not the failing that is asked for.
            return None if "追究" in clause else (f"{self.subject}是否做到{clause}", "not")
        if self.listing:
            return self._listed(clause)
        if _BEFORE.match(clause):
            return f"{self.subject}是否在{clause.removeprefix('在')}", "done"
        if _WRONG.search(self.text) and not w.acts.match(clause):
            return f"{self.subject}是否纠正了{clause}", "done"
        if self.words.rules.search(clause) and not w.acts.match(clause):
            return f"{self.subject}是否落实{clause}", "done"
        if w.acts.match(clause) or w.days.match(clause):
            return f"{self.subject}是否{clause}", "done"
        return self._inside(clause)

    def _obliged(self, clause: str, obliges: re.Match[str]) -> bool:
        """Whether a clause begins with a sign of duty that rules the whole of it."""
        end = obliges.end()
        if end == len(clause) or self._compound(clause, obliges.start("word"), end):
            return False
        return not (_RELATIVE.match(clause, end) and self.words.modal.search(clause, end))

    def _after_body(self, body: str, rest: str) -> tuple[str, str] | None:
        """A statement that begins with who is bound."""
        w = self.words
        forbids = w.forbid.match(rest)
        if forbids:
            return self._forbidden(body, forbids["stress"], forbids["word"], rest[forbids.end() :]), "not"
        obliges = w.oblige.match(rest)
        if obliges and self._obliged(rest, obliges):
            return f"{body}是否{obliges['stress']}{rest[obliges.end() :]}", "done"
        if rest.startswith("不"):
            return f"{body}是否做到{rest}", "not"
        return None

    def _at_modal(self, clause: str) -> tuple[str, str] | None:
        """A statement with its modal in the middle: what stands before it is its subject or its circumstances."""
        w = self.words
        found = [
            m
            for m in w.modal.finditer(clause)
            if m.start() and not self._compound(clause, m.start(), m.end())
        ]
        for m in found:
            before, after = clause[: m.start()], clause[m.end() :]
            if not after or not balanced(before) or len(before) > _MOST_SUBJECT:
                continue
            # 应当撤销的站点要撤销: the first modal belongs to what is spoken of.
            if m is not found[-1] and re.match(r"[^，]{0,8}的", after):
                continue
            stress = ""
            while tail := re.search(rf"{w.stress.pattern}$", before):
                stress, before = tail[0] + stress, before[: tail.start()]
            forbids = w.forbid.fullmatch(m[0]) is not None
            if not before:
                who = self.subject
            elif before.endswith("的"):
                who = f"{before}，{self.subject}"
            elif _ANY.match(before):
                before = before.removesuffix("都").removesuffix("均")
                return f"是否做到{before}都{'不' if forbids else ''}{after}", "not" if forbids else "done"
            elif self.words.preposed.match(before) or self.words.days.match(before) or _TIMED.search(before):
                who = f"{self.subject}{before}"
            elif (
                w.acts.match(before)
                and not w.bodies.match(before)
                and not self.words.spoken_of.search(before)
            ):
                return None if forbids else (f"{self.subject}是否{before}{stress}{after}", "done")
            else:
                who = before
            if forbids:
                return self._forbidden(who, stress, m[0], after), "not"
            return f"{who}是否{stress}{after}", "done"
        return None

    def _compound(self, clause: str, start: int, end: int) -> bool:
        """Whether a sign of duty is a part of another word (重要, 相应)."""
        return any(
            m.start() <= start and end <= m.end() and m.end() - m.start() > end - start
            for m in self.words.whole.finditer(clause, max(0, start - 4))
            if m.start() <= start
        ) or clause[end : end + 1] in {"么", "紧"}

    def _forbidden(self, who: str, stress: str, word: str, act: str) -> str:
        """An act that must not be done."""
        if not act:
            return f"{who}是否{stress}{word}"
        if word in self.words.named and (not self.words.of_act.match(act) or _NAMED.search(act)):
            return f"{who}是否杜绝了{act}"
        if act.startswith("有") and not act.startswith(("有偿", "有意", "有组织")):
            return f"{who}是否做到没{act}"
        kept = stress if stress in {"原则上", "一般", "一般情况下"} else ""
        return f"{who}是否做到{kept}不{act.removeprefix('再') if act.startswith('再再') else act}"

    def _failing(self, clause: str) -> tuple[str, str]:
        """Words that name a failing."""
        named = re.sub(r"^(?:还|仍|仍然|依然)?存在", "", clause)
        return (
            f"{self.subject}是否不存在下列问题：{self.words.problem_end.sub('', named) or clause}",
            "failing",
        )

    def _listed(self, clause: str) -> tuple[str, str] | None:
        """An act of a list that is forbidden further up, or something that is not to be done by its own words."""
        denied = re.search(r"(?:原则上|一般|一律)?不(?!同|良|当|仅|断|法|符)", clause)
        if denied:
            before = clause[: denied.start()]
            own = (
                not before
                or self.words.preposed.match(before)
                or self.words.days.match(before)
                or _TIMED.search(before)
            )
            if own or (len(before) >= 4 and not self.words.bad.search(self.text)):
                who = f"{self.subject}{before}" if own else before
                return f"{who}是否做到{clause[denied.start() :]}", "not"
        if self.words.against.match(clause):
            return f"{self.subject}是否{clause}", "done"
        if self.words.of_act.match(clause) and not _NAMED.search(clause):
            return f"{self.subject}是否做到不{clause}", "not"
        return None if "不" in self.text and not self.words.bad.search(self.text) else self._failing(clause)

    def _inside(self, clause: str) -> tuple[str, str] | None:
        """A sentence without modal or act at its head: 是否 before its verb."""
        for m in self.words.inside.finditer(clause):
            before = clause[: m.start()]
            if before[-1:] in _BOUND.get(m[0], ""):
                continue
            if 2 <= len(before) <= _MOST_SUBJECT and balanced(before) and before[-1:] not in _HANGING:
                return f"{before}是否{clause[m.start() :]}", "not" if m[0].startswith("不") else "done"
        return None

    def _rest(self, clauses: list[str], negative: bool) -> list[str]:
        """The clauses after the first, without their modals; what they forbid is asked as not done."""
        w = self.words
        turned: list[str] = []
        failing = False
        for clause in clauses:
            forbids = w.forbid.match(clause)
            obliges = w.oblige.match(clause)
            if forbids and not self._compound(clause, forbids.start("word"), forbids.end("word")):
                act = clause[forbids.end() :]
                if forbids["word"] in w.named and not w.of_act.match(act):
                    turned.append(f"杜绝{act}")
                else:
                    turned.append(f"不{act}" if negative or failing else f"做到不{act}")
                failing = True
            elif obliges and self._obliged(clause, obliges):
                turned.append(obliges["stress"].removeprefix("同时") + clause[obliges.end() :])
            else:
                turned.append(self._without_inner(clause))
        return turned

    def _without_inner(self, clause: str) -> str:
        """A later clause with its own subject, its modal left out: 结果应当公开 → 结果公开."""
        for m in self.words.modal.finditer(clause):
            if not 0 < m.start() <= 12 or self._compound(clause, m.start(), m.end()) or not clause[m.end() :]:
                continue
            return (
                f"{clause[: m.start()]}{'不' if self.words.forbid.fullmatch(m[0]) else ''}{clause[m.end() :]}"
            )
        return clause


_SPOILT = re.compile(
    r"是否[^“”：]*是否|不不|是否(?:的|了|和|及(?!时|早)|或|等(?!额|级))|[要应须](?:不得|不准)|做到做到|的$|是否$|不$"
)


def _finished(ask: str) -> str:
    """The question with its mark; "" where it is no good sentence."""
    text = _INNER.sub("不", ask).strip("，；、。：")
    text = re.sub(r"不不(?=得|准)", "不", text)
    return "" if _SPOILT.search(text) else f"{text}？"
