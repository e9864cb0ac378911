"""Which words of a clause are its heading: they bind nobody, and tell what stands below."""

from __future__ import annotations

import re

_LONG = 45
_SHORT = 24
_STYLED = 32
_END = re.compile(r"[。!?\n]|(?<!\d):|:(?!\d)")
_DUTY = re.compile(
    r"不得|严禁|不准|禁止|不许|杜绝|一律|必须|应当?(?!急|用|对|收|付|届|试)|不超过|不少于|不低于|至少|控制在"
    r"|(?<![主重需首])要(?![求点素件闻])|须|确保|鼓励|可以|\d\s?(?:分钟|小时|%|次|人|天|日|月|节|元)"
    r"|[月年]底|阶段\s?\(|月[\dx×]+日|[,、级生校师门位]不(?![断仅同])|不(?:布置|留|安排|组织|举行|进行|公布|排名|按|以|占用|收取|早于|晚于|搞)"
    r"|\d:\d"
)
# Headings that stand before their text without a stop in copies that lost the line break.
_USUAL = re.compile(
    r"(?:指导思想|总体要求|总体思路|总体目标|总体部署|基本原则|工作原则|工作目标|目标任务|主要目标|主要任务|工作任务|重点任务|重点工作"
    r"|工作重点|工作内容|主要内容|整治内容|整治重点|治理重点|具体措施|主要措施|工作措施|保障措施|主要做法|工作举措|工作要求|有关要求"
    r"|组织领导|组织机构|组织保障|领导小组|实施步骤|工作步骤|方法步骤|时间安排|存在的?(?:主要)?问题|下一步(?:工作)?(?:打算|计划|安排|思路|措施)"
    r"|监督检查|督促检查|附则)(?=[^,。;:的和及与、\s])"
)


def heading_end(text: str, after: int, *, children: bool, styled: bool) -> int:
    """Where the body of a clause begins: behind its heading, or at ``after`` (behind its label) without one.

    ``children`` says that clauses stand below it, ``styled`` that its neighbours all begin with a heading.
    """
    usual = _USUAL.match(text, after)
    stop = _END.search(text, after)
    head = text[after : stop.start() if stop else len(text)].strip()
    rest = text[stop.end() :].strip() if stop else ""
    if usual and len(head) > _SHORT:
        return usual.end()
    end = stop.end() if stop else len(text)
    if not head:
        return after
    if not rest:
        return end if children and len(head) <= _LONG else after
    if _DUTY.search(head):
        return end if styled and len(head) <= _STYLED and not _figure(head) else after
    if stop and stop.group() == ":" and len(head) > _SHORT:
        return after
    bound = _LONG if stop and stop.group() == "\n" else _STYLED if styled or children else _SHORT
    return end if len(head) <= bound and not _listed(head) else after


def loose_heading(text: str) -> str:
    """The last line of ``text`` when it is short and has no stop: a heading without a number. Else ""."""
    last = text.rsplit("\n", 1)[-1].strip()
    return last if 1 < len(last) <= _SHORT and not re.search(r"[。,;!?]", last) else ""


def own_sentence(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` may be a whole heading without a stop."""
    said = text[start:end].strip() if end - start <= 2 * _LONG else ""
    return 1 < len(said) <= _LONG and "。" not in said and ";" not in said


def _figure(head: str) -> bool:
    return (
        re.search(r"\d\s?(?:分钟|小时|%|次|人|天|日|节|元)|月底|阶段\s?\(|年级.*不|\d:\d", head) is not None
    )


def _listed(head: str) -> bool:
    """A sentence of several members is a duty in full rather than a name for one."""
    return head.count(",") > 2
