# The public names, and where each is: read by `__init__.py` when a name is first used, and by editors and mypy.
# fmt: off
# isort: off
from .checks.checks import check
from .checks.curves import check_curve
from .checks.task_checks import check_task
from .checks.verdict import Verdict
from .classroom.evidence import EvidenceCard
from .explorer.buttons import Draw
from .explorer.explorer import Explorer
from .explorer.positions import Hidden
from .explorer.prediction import predict
from .explorer.progress import progress
from .explorer.riddles import riddle
from .labs.compression.codes import (
    arithmetic_decode, arithmetic_encode, bits_by_compressors, bytes_on_disk, decode, encode, huffman_code,
    kraft_sum, mean_code_length
)
from .labs.compression.views import explore_huffman, plot_letters, plot_narrowing, plot_sizes
from .labs.deep_learning.answers import load_answers
from .labs.deep_learning.autoencoder import Autoencoder
from .labs.deep_learning.calibration import calibrated_temperature, calibration_error, reliability
from .labs.deep_learning.distillation import distillation_loss
from .labs.deep_learning.policies import (
    clipped_objective, kl_regularised_policy, policy_gradient_run, regularised_reward
)
from .labs.deep_learning.policy_views import (
    explore_leash, plot_clipped_objective, plot_entropies, plot_reliability, plot_reward_hacking, plot_steps,
    plot_uncertain
)
from .labs.deep_learning.views import (
    explore_gaussian_kl, plot_codes, plot_decoded, plot_monte_carlo, plot_softened, plot_students,
    plot_two_bills
)
from .labs.language.guessing import GuessingGame, entropy_bounds
from .labs.language.ngrams import NGramModel, bits_per_byte, bits_per_character
from .labs.language.texts import load_text, only_letters
from .labs.language.memory import explore_memory
from .labs.language.pairs import plot_pairs
from .labs.language.temperature import explore_temperature
from .labs.language.views import plot_bits_by_order, plot_estimates
from .labs.trees.trees import (
    gain_bias, gain_ratio, gini_impurity, grow_tree, miller_madow_entropy, shuffled_tables, threshold_tables
)
from .labs.trees.views import (
    explore_luck, explore_threshold, plot_best_questions, plot_gain_bias, plot_impurities,
    plot_shuffled_gains, plot_tree
)
from .lessons.area_explorers import (
    explore_coin, explore_prediction, explore_rectangles, explore_split, explore_surplus, explore_wrong_code
)
from .lessons.areas import plot_areas
from .lessons.codewords import explore_codewords, explore_many_days
from .lessons.dare import explore_dare
from .lessons.diagrams import plot_map, plot_relation, plot_uncertainty
from .lessons.evidence import explore_evidence
from .lessons.explorers import (
    explore_code_budget, explore_die, explore_epsilon, explore_kl, explore_logits, explore_surprise
)
from .lessons.figures import (
    plot_binary_entropy, plot_binary_losses, plot_cost_split, plot_distributions, plot_epsilon, plot_fits,
    plot_kl_sweep, plot_surprise, plot_three_outcome_sweep, plot_training
)
from .lessons.fits import explore_fits
from .lessons.flips import explore_flips
from .lessons.games import explore_hit_the_kl, explore_submarine
from .lessons.halving import explore_halving
from .lessons.questions import explore_eight, explore_guess
from .measures.gaussians import gaussian_kl
from .measures.information import (
    binary_entropy, bits_to_nats, conditional_entropy, count_table, cross_entropy, entropy,
    information_content, information_gain, js_divergence, kl_divergence, mutual_information, nats_to_bits,
    perplexity
)
from .measures.losses import (
    binary_cross_entropy, categorical_cross_entropy, categorical_cross_entropy_from_logits, log_softmax,
    smooth_labels, softmax
)

__all__ = [
    "Autoencoder", "Draw", "EvidenceCard", "Explorer", "GuessingGame", "Hidden", "NGramModel", "Verdict",
    "arithmetic_decode", "arithmetic_encode", "binary_cross_entropy", "binary_entropy", "bits_by_compressors",
    "bits_per_byte", "bits_per_character", "bits_to_nats", "bytes_on_disk", "calibrated_temperature",
    "calibration_error", "categorical_cross_entropy", "categorical_cross_entropy_from_logits", "check",
    "check_curve", "check_task", "clipped_objective", "conditional_entropy", "count_table", "cross_entropy",
    "decode", "distillation_loss", "encode", "entropy", "entropy_bounds", "explore_code_budget",
    "explore_codewords", "explore_coin", "explore_dare", "explore_die", "explore_eight", "explore_epsilon",
    "explore_evidence", "explore_fits", "explore_flips", "explore_gaussian_kl", "explore_guess",
    "explore_halving", "explore_hit_the_kl", "explore_huffman", "explore_kl", "explore_leash",
    "explore_logits", "explore_luck", "explore_many_days", "explore_memory", "explore_prediction", "explore_rectangles",
    "explore_split", "explore_submarine", "explore_surplus", "explore_surprise", "explore_temperature",
    "explore_threshold", "explore_wrong_code", "gain_bias", "gain_ratio", "gaussian_kl", "gini_impurity",
    "grow_tree", "huffman_code", "information_content", "information_gain", "js_divergence", "kl_divergence",
    "kl_regularised_policy", "kraft_sum", "load_answers", "load_text", "log_softmax", "mean_code_length",
    "miller_madow_entropy", "mutual_information", "nats_to_bits", "only_letters", "perplexity", "plot_areas",
    "plot_best_questions", "plot_binary_entropy", "plot_binary_losses", "plot_bits_by_order",
    "plot_clipped_objective", "plot_codes", "plot_cost_split", "plot_decoded", "plot_distributions",
    "plot_entropies", "plot_epsilon", "plot_estimates", "plot_fits", "plot_gain_bias", "plot_impurities",
    "plot_kl_sweep", "plot_letters", "plot_map", "plot_monte_carlo", "plot_narrowing", "plot_pairs", "plot_relation",
    "plot_reliability", "plot_reward_hacking", "plot_shuffled_gains", "plot_sizes", "plot_softened",
    "plot_steps", "plot_students", "plot_surprise", "plot_three_outcome_sweep", "plot_training", "plot_tree",
    "plot_two_bills", "plot_uncertain", "plot_uncertainty", "policy_gradient_run", "predict", "progress",
    "regularised_reward", "reliability", "riddle", "shuffled_tables", "smooth_labels", "softmax",
    "threshold_tables"
]
