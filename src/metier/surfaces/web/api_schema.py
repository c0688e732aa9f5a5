"""What the API's answers look like, for its description. Answers are written as they are, not through these."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

PROBLEM = "application/problem+json"
Data = dict[str, object]


class ProblemBody(BaseModel):
    """What went wrong (RFC 9457)."""

    title: str
    status: int
    detail: str = Field(description="What is wrong.")
    hint: str = Field(description="What to do next; empty where nothing helps.")


class RoleLine(BaseModel):
    """A role of the vocabulary or an official occupation."""

    role_id: str
    label: str
    scheme: str = Field(description="metier, onetsoc2019 or esco-1.2.1.")
    family: str
    postings: int


class ReportBody(BaseModel):
    """A report: sections that cite figures by id, each figure with its papers, and the origins they rest on."""

    model_config = ConfigDict(extra="allow")

    schema_name: str = Field(alias="schema", description="metier.report/1")
    title: str
    release_id: str
    evidence_date: str
    reading_minutes: int
    filters: dict[str, str]
    roles: list[Data]
    sections: list[Data]
    figures: dict[str, Data]
    origins: dict[str, Data]


class Explained(BaseModel):
    """A figure, the figures it was made from, their origins, and the counts behind it as rows under a head."""

    release_id: str
    id: str
    figure: Data
    parts: dict[str, Data]
    origins: dict[str, Data]
    head: list[str]
    rows: list[list[str]]
