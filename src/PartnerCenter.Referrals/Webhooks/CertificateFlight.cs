using System.Diagnostics.CodeAnalysis;
using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents one attempt to obtain the certificate of an address, which all callers that need it share. The owner's lock guards its
/// members that can be set.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer has nothing to release. Callers may still use it.")]
internal sealed class CertificateFlight(string address, bool isKnown)
{
    private readonly TaskCompletionSource<Outcome<SigningCertificate>> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource _abandonment = new();

    public string Address => address;

    /// <summary>Gets whether the address had a good certificate before.</summary>
    public bool IsKnown => isKnown;

    public int Callers { get; set; }

    public bool HasBegun { get; set; }

    /// <summary>Gets a token that is cancelled when no caller waits any more for a flight that has not begun.</summary>
    public CancellationToken Abandonment => _abandonment.Token;

    public Task<Outcome<SigningCertificate>> Completion => _completion.Task;

    public void Abandon() => _abandonment.Cancel();

    public void Complete(Outcome<SigningCertificate> outcome) => _completion.TrySetResult(outcome);
}
