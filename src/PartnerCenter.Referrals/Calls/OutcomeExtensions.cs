using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Throws a failure where it leaves the package. Inside, failures are passed on as outcomes, so that a failed follow-up request cannot
/// replace the outcome of the write that it follows.
/// </summary>
internal static class OutcomeExtensions
{
    /// <summary>Returns the result of an operation, or throws its failure.</summary>
    public static async Task<T> OrThrowAsync<T>(this Task<Outcome<T>> operation)
    {
        Outcome<T> outcome = await operation.ConfigureAwait(false);
        outcome.ThrowIfException();
        return outcome.Result!;
    }
}
