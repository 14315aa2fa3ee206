"""Every way in which a page shows a name, each name in a box of its own."""

import streamlit as st

from pages.parts.plain import marked, plain
from tests.hostile_names import TEXTS, drawn

st.set_page_config(page_title="Noms inventés", layout="wide")

for rank, name in enumerate(TEXTS):
    with st.container(key=f"nom_{rank}"):
        st.title(plain(name), anchor=False)
        st.subheader(plain(name), anchor=False)
        st.markdown(plain(name))
        st.markdown(marked("**{}**", name))
        st.caption(marked("Avant {}  \n{}", name, name))
        st.info(plain(name))
        st.button(plain(name), key=f"bouton_{rank}")
        st.checkbox(plain(name), key=f"case_{rank}")
        st.metric(plain(name), plain(name), delta=plain(name), delta_color="off", delta_arrow="off")
        st.radio(plain(name), [name], format_func=lambda one: plain(one), key=f"choix_{rank}")
        st.segmented_control(plain(name), [name], format_func=lambda one: plain(one), key=f"seg_{rank}")
        st.selectbox(plain(name), [name], key=f"liste_{rank}")
        st.multiselect(plain(name), [name], default=[name], key=f"listes_{rank}")
        st.tabs([plain(name)])[0].caption("onglet")
        st.expander(plain(name), expanded=True).caption("ouvert")
        st.progress(0.5, plain(name))
for rank, name in enumerate(drawn(120)):
    with st.container(key=f"tire_{rank}"):
        st.markdown(plain(name))
        st.text_input(marked("Champ : {}", name), key=f"champ_{rank}")
