"""Assistance: where people get help."""

import streamlit as st

st.write("-")
