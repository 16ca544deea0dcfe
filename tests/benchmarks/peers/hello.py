"""The least a Streamlit page can be: one number and one small chart."""

import plotly.graph_objects as go
import streamlit as st

st.metric("People", "1,234")
st.plotly_chart(go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 4, 9])))
