from medimail.shared_boxes.actions.asking import Wanted, answer, ask, withdraw
from medimail.shared_boxes.actions.deciding import accept, question, refuse
from medimail.shared_boxes.actions.wishing import wish

__all__ = ["Wanted", "accept", "answer", "ask", "question", "refuse", "wish", "withdraw"]
