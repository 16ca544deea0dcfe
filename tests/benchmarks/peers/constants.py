"""A page with the chart of the Situation page on constants: nothing is read, nothing computed."""

import os
from pathlib import Path

import plotly.io
import streamlit as st

st.metric("People", "1,234")
st.plotly_chart(plotly.io.from_json(Path(os.environ["FIGURE"]).read_text(encoding="utf-8")))
