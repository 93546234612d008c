"""PostgreSQL's index of words knows what a picture shows by tokens of its own: an inverted index keeps no weights.

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"

FUNCTION = """CREATE OR REPLACE FUNCTION finds_text_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM finds_text WHERE moment = OLD.moment; END IF;
    IF TG_OP <> 'DELETE' THEN INSERT INTO finds_text VALUES (NEW.moment, {tokens}); END IF;
    RETURN NULL; END $$"""
ENTRIES = "UPDATE finds_text SET tokens = {tokens} FROM finds AS new WHERE new.moment = finds_text.moment"
AFTER = """to_tsvector('simple', NEW.shown) || to_tsvector('simple', NEW.said) || to_tsvector('simple', NEW.marks)
    || to_tsvector('simple', regexp_replace(NEW.shown, '(\\S+)', 's\\1', 'g'))"""
BEFORE = """setweight(to_tsvector('simple', NEW.shown), 'A') || setweight(to_tsvector('simple', NEW.said), 'B')
    || setweight(to_tsvector('simple', NEW.marks), 'C')"""


def upgrade() -> None:
    _with(AFTER)


def downgrade() -> None:
    _with(BEFORE)


def _with(tokens: str) -> None:
    """The trigger's function anew, and every entry through it. The index is made once, not entry by entry."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute(FUNCTION.format(tokens=tokens))
    op.execute("DROP INDEX ix_finds_text_tokens")
    op.execute(ENTRIES.format(tokens=tokens))
    op.execute("CREATE INDEX ix_finds_text_tokens ON finds_text USING gin (tokens) WITH (fastupdate = off)")
