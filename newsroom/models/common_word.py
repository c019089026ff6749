from django.db import models


class CommonWord(models.Model):
    """Which editions of a language hold a lexeme that many hold: what the full-text index would say, kept at hand.

    Editions never change their texts, so this is never wrong, only behind. It is derived from Edition.search: whatever
    writes that column anew has to empty this table, in the same transaction.
    """

    lexeme = models.TextField()
    language = models.CharField(max_length=3)
    editions = models.BinaryField()  # their keys, live or not, as CRoaring writes a bitmap
    version = models.BigIntegerField()  # of the archive: editions that came later have not been looked at

    class Meta:
        constraints = [models.UniqueConstraint("lexeme", "language", name="common_word_once")]

    def __str__(self) -> str:
        return f"{self.lexeme} ({self.language})"
