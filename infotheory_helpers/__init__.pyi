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
from .labs.compression.narrowing import plot_narrowing
from .labs.compression.shuffled import plot_shuffled
from .labs.compression.slabs import explore_huffman
from .labs.compression.views import plot_blocks, plot_letters
from .labs.deep_learning.answers import load_answers
from .labs.deep_learning.autoencoder import Autoencoder
from .labs.deep_learning.bells import explore_gaussian_kl, plot_monte_carlo
from .labs.deep_learning.calibration import calibrated_temperature, calibration_error, reliability
from .labs.deep_learning.codes import explore_codes
from .labs.deep_learning.confidence import explore_calibration, plot_entropies, plot_uncertain
from .labs.deep_learning.distillation import distillation_loss
from .labs.deep_learning.leash import explore_leash
from .labs.deep_learning.policies import (
    clipped_objective, kl_regularised_policy, policy_gradient_run, regularised_reward
)
from .labs.deep_learning.runs import plot_clipped_objective, plot_rivers
from .labs.deep_learning.teacher import explore_softened, plot_students
from .labs.deep_learning.trade import plot_trade
from .labs.language.guessing import GuessingGame, entropy_bounds
from .labs.language.memory import explore_memory
from .labs.language.ngrams import NGramModel, bits_per_byte, bits_per_character
from .labs.language.pairs import plot_pairs
from .labs.language.temperature import explore_temperature
from .labs.language.texts import load_text, only_letters
from .labs.language.views import plot_bits_by_order, plot_estimates
from .labs.libraries.between import explore_libraries
from .labs.libraries.cases import count_silent_steps
from .labs.libraries.logs import training_log
from .labs.trees.chord import explore_chord
from .labs.trees.luck import explore_luck
from .labs.trees.strip import explore_threshold
from .labs.trees.trees import (
    gain_bias, gain_ratio, gini_impurity, grow_tree, miller_madow_entropy, shuffled_tables, threshold_tables
)
from .labs.trees.views import plot_best_questions, plot_gain_bias, plot_shuffled_gains, plot_tree
from .lessons.area_explorers import (
    explore_coin, explore_rectangles, explore_surplus, explore_wrong_code
)
from .lessons.areas import plot_areas
from .lessons.channels import explore_two_channels
from .lessons.codewords import explore_codewords, explore_many_days
from .lessons.dare import explore_dare
from .lessons.die import explore_die
from .lessons.diagrams import plot_map, plot_relation, plot_uncertainty
from .lessons.evidence import explore_evidence
from .lessons.explorers import (
    explore_code_budget, explore_epsilon, explore_kl, explore_surprise
)
from .lessons.fano import explore_fano
from .lessons.figures import (
    plot_binary_entropy, plot_cost_split, plot_distributions, plot_epsilon, plot_fits, plot_kl_sweep,
    plot_surprise, plot_three_outcome_sweep
)
from .lessons.fits import explore_fits
from .lessons.flips import explore_flips
from .lessons.games import explore_hit_the_kl, explore_submarine
from .lessons.halving import explore_halving
from .lessons.learning import explore_learning
from .lessons.noise import explore_noisy_labels
from .lessons.overlap import explore_overlap, plot_overlap
from .lessons.push import explore_push
from .lessons.questions import explore_eight, explore_guess
from .lessons.split import explore_split
from .lessons.triangle import plot_descent
from .lessons.sureness import explore_prediction
from .lessons.wrong_programs import explore_wrong_programs
from .measures.gaussians import gaussian_kl
from .measures.error_rates import least_error_rate
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
    "check_curve", "check_task", "clipped_objective", "conditional_entropy", "count_silent_steps",
    "count_table", "cross_entropy", "decode", "distillation_loss", "encode", "entropy", "entropy_bounds",
    "explore_calibration", "explore_chord", "explore_code_budget", "explore_codes", "explore_codewords",
    "explore_coin", "explore_dare", "explore_die", "explore_eight", "explore_epsilon", "explore_evidence",
    "explore_fano", "explore_fits", "explore_flips", "explore_gaussian_kl", "explore_guess",
    "explore_halving", "explore_hit_the_kl", "explore_huffman", "explore_kl", "explore_learning",
    "explore_leash", "explore_libraries", "explore_luck", "explore_many_days", "explore_memory",
    "explore_noisy_labels", "explore_overlap", "explore_prediction", "explore_push", "explore_rectangles",
    "explore_softened", "explore_split", "explore_submarine", "explore_surplus", "explore_surprise",
    "explore_temperature", "explore_threshold", "explore_two_channels", "explore_wrong_code",
    "explore_wrong_programs", "gain_bias", "gain_ratio", "gaussian_kl", "gini_impurity", "grow_tree",
    "huffman_code", "information_content", "information_gain", "js_divergence", "kl_divergence",
    "kl_regularised_policy", "kraft_sum", "least_error_rate", "load_answers", "load_text", "log_softmax",
    "mean_code_length", "miller_madow_entropy", "mutual_information", "nats_to_bits", "only_letters",
    "perplexity", "plot_areas", "plot_best_questions", "plot_binary_entropy", "plot_bits_by_order",
    "plot_blocks", "plot_clipped_objective", "plot_cost_split", "plot_descent", "plot_distributions",
    "plot_entropies", "plot_epsilon", "plot_estimates", "plot_fits", "plot_gain_bias", "plot_kl_sweep",
    "plot_letters", "plot_map", "plot_monte_carlo", "plot_narrowing", "plot_overlap", "plot_pairs",
    "plot_relation", "plot_rivers", "plot_shuffled", "plot_shuffled_gains", "plot_students", "plot_surprise",
    "plot_three_outcome_sweep", "plot_trade", "plot_tree", "plot_uncertain", "plot_uncertainty",
    "policy_gradient_run", "predict", "progress", "regularised_reward", "reliability", "riddle",
    "shuffled_tables", "smooth_labels", "softmax", "threshold_tables", "training_log"
]
