"""What a casualty claim covers: one act, a campaign, or a war.

After `casualty_pronouns`, before `casualties`, which asks it of every claim that it has read.
"""

from __future__ import annotations

from marsad.lexicon.closed import closed_class
from marsad.reading.casualty_nouns import DIED_LATER, CasualtyMention
from marsad.reading.casualty_pronouns import PronounReader
from marsad.reading.count_context import is_break, is_joined

_STARTS = ("بدء", "بداي", "اندلاع", "انطلاق", "بد")  # when something began, whatever it was
_CAMPAIGN_REACH = 8  # words
_WAR_REACH = 8
_IN_ALL = closed_class("in_all")
_TODAY = closed_class("of_today")
_DURING = closed_class("throughout")
_DAYS = closed_class("days_and_longer")
_WARS = closed_class("wars")
_YIELDS = closed_class("brought_about")
_WHICH = frozenset({"الذي", "التي"})
_COMES_TO = closed_class("comes_to")
_THEREBY = closed_class("thereby")
_OF_WOUNDS = "متاثر"
_COUNT = "حصيله"
_EARLIER = closed_class("earlier_count")
_EARLIER_REACH = 12  # words


class ScopeReader(PronounReader):
    """Tells sums of a campaign or a war from the toll of one act."""

    def _of_a_place(self, one: CasualtyMention) -> bool:
        """Whether "in …" follows a zero at once, so that it need not hold for what else the sentence tells."""
        return any(self.words[k].text == "في" for k in range(one.last + 1, min(self.n, one.last + 3)))

    def _is_cumulative(self, one: CasualtyMention, start: int, end: int) -> bool:
        """Whether a "since …" of long ago goes with the claim: the next after it, or one that opens the sentence."""
        if self._of_war(one):
            return True
        for k in range(start, end):
            if "since" not in self.cues(k) or not self._long_ago(k):
                continue
            between = [o for o in self.out if one.first < o.first < k and o.min != one.min] if k > one.last else None
            if k > one.last and not between:
                return True
            if k < one.first and not any("," in self.words[j].before for j in range(k + 1, one.first) if j - k > 4):
                return True
        return False

    def _of_campaign(self, one: CasualtyMention) -> bool:
        """Whether it sums up more than one act: "منذ بدء الحملة", "خلال شهرين", "في المجمل"."""
        end = min(self.n, one.last + _CAMPAIGN_REACH)
        for k in range(one.last + 1, end):
            if is_break(self.words[k]):
                break
            if self._sums_up(k):
                return True
        for k in range(one.last, max(-1, one.first - _CAMPAIGN_REACH), -1):
            if k < one.first and is_break(self.words[k + 1]):
                break
            if self._sums_up(k):
                return True
        return False

    def _adds_up(self, one: CasualtyMention, start: int) -> bool:
        """Whether it is what the number has come to with the toll told before: "قتل جنديان، ليرتفع العدد إلى تسعة".

        With one who died of his wounds it is the toll of the act that wounded him.
        """
        died = any(o.rule == DIED_LATER and start <= o.first < one.first for o in self.out)
        if died or any(self.words[k].text.startswith(_OF_WOUNDS) for k in range(start, one.first)):
            return False
        for k in range(one.first, max(start, one.first - _CAMPAIGN_REACH) - 1, -1):
            if self.words[k].text in _COMES_TO:
                return True
            if "rise" in self.cues(k):
                return (k > 0 and self.words[k - 1].text in _THEREBY) or self.words[k + 1].text in _THEREBY
        return False

    def _superseded(self, one: CasualtyMention, start: int) -> bool:
        """Whether an earlier count tells it, which the report corrects: "وكانت حصيلة سابقة أفادت بمقتل تسعة"."""
        for k in range(one.first - 2, max(start, one.first - _EARLIER_REACH) - 1, -1):
            if self.words[k].text.endswith(_COUNT) and self.words[k + 1].text in _EARLIER:
                return True
        return False

    def _sums_up(self, at: int) -> bool:
        text = self.words[at].text
        if text in _IN_ALL:
            return True
        if "since" in self.cues(at):
            return not any(self.words[k].text in _TODAY for k in range(at + 1, min(self.n, at + 3)))
        return text in _DURING and any(self.words[k].text in _DAYS for k in range(at + 1, min(self.n, at + 4)))

    def _of_war(self, one: CasualtyMention) -> bool:
        """Whether a whole war made it: "أدت الحرب في اليمن إلى مقتل", "النزاع الذي أوقع", "قتلى الحرب"."""
        for k in range(max(0, one.first - _WAR_REACH), min(self.n, one.last + 1)):
            if self.words[k].text not in _WARS or (k < one.first and self._parted(k, one.first)):
                continue
            if k >= one.first or (k and self.words[k - 1].text in _YIELDS):
                return True
            if k + 1 < self.n and self.words[k + 1].text in _WHICH:
                return True
        return False

    def _long_ago(self, at: int) -> bool:
        """Whether "since" at `at` names a war, a year or the like; not "since the bombardment began"."""
        near, wide = range(at, min(self.n, at + 4)), range(at, min(self.n, at + 7))
        if any("recent" in self.cues(k) for k in near) and not any(
            "period" in self.cues(k) and not self.words[k].text.startswith(_STARTS) for k in wide
        ):
            return False
        return any("period" in self.cues(k) for k in range(at, min(self.n, at + 3)))

    def _parted(self, at: int, people: int) -> bool:
        """Whether a comma or the like stands between a verb and people behind it."""
        return any(not is_joined(self.words[pos]) for pos in range(at + 1, people + 1))
