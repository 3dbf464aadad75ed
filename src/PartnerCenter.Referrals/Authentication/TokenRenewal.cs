using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Represents one request for an access token, and the callers that wait for it.</summary>
/// <param name="request">The request.</param>
/// <param name="isInteractive">Whether a user may be asked to sign in.</param>
[SuppressMessage("Design", "CA1001", Justification = "A cancellation source without a timer or a wait handle has nothing to dispose.")]
internal sealed class TokenRenewal(ReferralsTokenRequest request, bool isInteractive)
{
    private readonly CancellationTokenSource _abandoned = new();

    public ReferralsTokenRequest Request => request;

    public bool IsInteractive => isInteractive;

    /// <summary>Gets the running renewal. It is set by <see cref="Start"/>.</summary>
    public Task<CachedAccessToken> Running { get; private set; } = null!;

    /// <summary>Gets or sets the number of callers that wait. The provider's lock guards it.</summary>
    public int Waiters { get; set; }

    /// <summary>Gets a token that is cancelled when nobody needs the renewal any more.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Starts the renewal on another thread.</summary>
    /// <param name="renew">The function that renews the token.</param>
    /// <param name="isOfCaller">
    /// Whether the caller waits for it. A renewal in the background outlives the call that happened to start it, and gets nothing of that
    /// call's execution context: neither its span, which has ended by then, nor what the program keeps in it.
    /// </param>
    public void Start(Func<TokenRenewal, Task<CachedAccessToken>> renew, bool isOfCaller)
    {
        using (isOfCaller || ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            Running = Task.Run(() => renew(this));
        }

        // Observes the exception, so that a failed background renewal raises no unobserved task exception. The cached token stays in use
        // until it expires; callers that then wait for the next renewal get that renewal's failure.
        Running.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    // Nobody waits for what the cancellation starts: it runs on another thread, and calls nothing of the user's.
    public void Abandon() => _ = _abandoned.CancelAsync();
}
