"""Print papers: a Typst template of ours and data in, a PDF out."""

from ecoop.kernel.paper.typesetting import PDF_TYPE, answer_with_pdf, typeset

__all__ = ["PDF_TYPE", "answer_with_pdf", "typeset"]
