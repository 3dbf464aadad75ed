using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds one token and its expiry. It is renewed ahead of time by one caller while the others go on with it; who finds none that is still
/// valid waits for that one renewal. Stands in front of the sign-in library because a look-up there costs more than a whole request.
/// </summary>
internal sealed class TokenHolder(ReferralsCredential credential, string scope, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RenewalTimeout = TimeSpan.FromSeconds(60);
    // As long as Entra's device codes live.
    private static readonly TimeSpan InteractiveTimeout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestRenewalLead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan OldEnoughToBeRevoked = TimeSpan.FromMinutes(1);

    // A token must outlive the way to the service.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposal = new();
    private Held? _held;
    private Task<Held>? _renewal;
    private bool _renewalMayPrompt;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>How long a token may take to come: a user takes the time a user takes.</summary>
    public static TimeSpan TimeLimit(ReferralsCredential credential, bool mayPrompt) =>
        credential.IsInteractive && mayPrompt ? InteractiveTimeout : RenewalTimeout;

    /// <summary>The header value for a request that leaves now.</summary>
    /// <exception cref="ReferralsAuthenticationException">No token could be had.</exception>
    public ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken cancellationToken)
    {
        Held? held = Volatile.Read(ref _held);
        DateTimeOffset now = time.GetUtcNow();
        if (held is not null && now < held.RenewFrom)
        {
            return new(held.Header);
        }

        if (held is not null && now < held.UsableUntil)
        {
            RenewInBackground(held, now);
            return new(held.Header);
        }

        return new(WaitAsync(cancellationToken));
    }

    /// <summary>Whether a user has to sign in before there is a token.</summary>
    public bool NeedsUser => credential.IsInteractive && (Volatile.Read(ref _held) is not { } held || time.GetUtcNow() >= held.UsableUntil);

    /// <summary>Waits for the user.</summary>
    /// <exception cref="ReferralsAuthenticationException">The user did not sign in.</exception>
    public Task SignInAsync(CancellationToken cancellationToken) => WaitAsync(cancellationToken);

    /// <summary>
    /// The service has refused the token: the next call gets another one. A token that was new is kept, since what is refused at once will be
    /// refused again, and Entra must not be asked at every call.
    /// </summary>
    public void Refused(AuthenticationHeaderValue header)
    {
        lock (_lock)
        {
            if (_held is { } held && ReferenceEquals(held.Header, header) && time.GetUtcNow() >= held.ReceivedAt + OldEnoughToBeRevoked)
            {
                Volatile.Write(ref _held, held.AsExpired());
            }
        }
    }

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
        Volatile.Write(ref _held, null);
    }

    private async Task<AuthenticationHeaderValue> WaitAsync(CancellationToken cancellationToken)
    {
        Task<Held> renewal;
        bool mayPrompt;
        lock (_lock)
        {
            Held? held = _held;
            if (held is not null && time.GetUtcNow() < held.UsableUntil)
            {
                return held.Header;
            }

            mayPrompt = _renewal is null || _renewalMayPrompt;
            _renewalMayPrompt = mayPrompt;
            renewal = _renewal ??= StartRenewal(held, mayPrompt: true);
        }

        try
        {
            return (await renewal.WaitAsync(cancellationToken).ConfigureAwait(false)).Header;
        }
        catch (ReferralsAuthenticationException) when (!mayPrompt && credential.IsInteractive)
        {
            // It was started in the background, where no user may be asked; here somebody waits.
            return await WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void RenewInBackground(Held held, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_renewal is null && _held == held && now >= _notBefore)
            {
                _renewalMayPrompt = false;
                _renewal = StartRenewal(held, mayPrompt: false);
            }
        }
    }

    // Called under the lock, and free of any caller's cancellation: one who leaves must not take the token from the others.
    private Task<Held> StartRenewal(Held? held, bool mayPrompt)
    {
        Task<Held> renewal = Task.Run(() => RenewAsync(held, mayPrompt));
        // Seen here, so that a failure in the background is not an unobserved one: the token in hand serves until it expires, and whoever
        // then waits for the next renewal gets that one's failure.
        renewal.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return renewal;
    }

    // Its end is entered before the task completes: nobody may join a renewal that is over.
    private async Task<Held> RenewAsync(Held? held, bool mayPrompt)
    {
        try
        {
            Held renewed = new(await MeasuredAsync(held?.ExpiresOn, mayPrompt).ConfigureAwait(false), time.GetUtcNow());
            lock (_lock)
            {
                _renewal = null;
                Volatile.Write(ref _held, renewed);
            }

            return renewed;
        }
        catch
        {
            lock (_lock)
            {
                _renewal = null;
                _notBefore = time.GetUtcNow() + PauseAfterFailure;
            }

            throw;
        }
    }

    private async Task<ReferralsAccessToken> MeasuredAsync(DateTimeOffset? newerThan, bool mayPrompt)
    {
        long started = time.GetTimestamp();
        try
        {
            ReferralsAccessToken token = await AcquireAsync(newerThan, mayPrompt).ConfigureAwait(false);
            Instruments.TokenDuration.Record(time.GetElapsedTime(started).TotalSeconds);
            return token;
        }
        catch (Exception failure)
        {
            Instruments.TokenDuration.Record(time.GetElapsedTime(started).TotalSeconds, KeyValuePair.Create<string, object?>("error.type", failure.GetType().Name));
            throw;
        }
    }

    private async Task<ReferralsAccessToken> AcquireAsync(DateTimeOffset? newerThan, bool mayPrompt)
    {
        TimeSpan limit = TimeLimit(credential, mayPrompt);
        using CancellationTokenSource timeout = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _disposal.Token);
        try
        {
            return await credential.AcquireAsync(new(scope, newerThan, mayPrompt), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new ReferralsAuthenticationException($"No token came within {limit.TotalSeconds:0} seconds. Check the network and AuthorityHost.")
            {
                IsTransient = true,
            };
        }
    }

    private sealed class Held
    {
        public Held(ReferralsAccessToken token, DateTimeOffset now)
        {
            TimeSpan lifetime = token.ExpiresOn - now;
            if (lifetime <= Margin)
            {
                throw new ReferralsAuthenticationException(
                    $"The token received expires at {token.ExpiresOn.ToUniversalTime():u}, and by this machine's clock it is {now.ToUniversalTime():u}. "
                    + "Check the clock, or the token provider.");
            }

            TimeSpan lead = lifetime / 4 < LongestRenewalLead ? lifetime / 4 : LongestRenewalLead;
            ReceivedAt = now;
            Header = new AuthenticationHeaderValue("Bearer", token.Token);
            ExpiresOn = token.ExpiresOn;
            UsableUntil = token.ExpiresOn - Margin;
            RenewFrom = token.ExpiresOn - lead < UsableUntil ? token.ExpiresOn - lead : UsableUntil;
        }

        private Held(Held refused)
        {
            Header = refused.Header;
            ExpiresOn = refused.ExpiresOn;
        }

        public AuthenticationHeaderValue Header { get; }

        public DateTimeOffset ReceivedAt { get; }

        public DateTimeOffset ExpiresOn { get; }

        public DateTimeOffset RenewFrom { get; }

        public DateTimeOffset UsableUntil { get; }

        /// <summary>Not usable any more; its expiry still tells that a token must be newer.</summary>
        public Held AsExpired() => new(this);
    }
}
