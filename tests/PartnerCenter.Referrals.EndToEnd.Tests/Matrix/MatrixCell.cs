using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Plays one cell with its own emulator, clock and client. Where the caller cancels, the client can be disposed instead.
/// </summary>
internal sealed class MatrixCell(MatrixOperation operation, MatrixFault fault, CellKind kind, LogCapture log, bool isDisposal = false)
{
    // The limit ends a cell that hangs; a passing cell never waits for it. It is real time, on a machine that may be busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MatrixClock _clock = new();

    private bool IsLasting => kind == CellKind.Lasting;

    private EmulatedOperation Hit => fault.IsOfToken ? EmulatedOperation.Token : operation.Hit;

    /// <exception cref="TimeoutException">The cell hangs.</exception>
    public Task<Observation> PlayAsync(CancellationToken cancellationToken) =>
        PlayToItsEndAsync(cancellationToken).WaitAsync(Patience, cancellationToken);

    private async Task<Observation> PlayToItsEndAsync(CancellationToken cancellationToken)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { TimeProvider = _clock, PublicClient = fault.IsOfPublicClient }, cancellationToken);
        log.AddSecrets(emulator.ClientSecret, emulator.RefreshToken);
        FaultSignals signals = new(emulator.Faults, Hit, fault, IsLasting);
        using ObservedNetworkHandler network = new(fault, IsLasting, IsHit, signals);
        using ObservedNetworkHandler entra = new(fault, IsLasting, IsHit, signals, EntraOf(emulator));
        FaultyCallbacks callbacks = new(fault, IsLasting, emulator, _clock, log);
        using ReferralsClient client = ReferralsClient.Create(OptionsOf(emulator, entra, callbacks), network);
        Referral deal = await operation.StoreAsync(emulator);
        await SetSceneAsync(emulator, client, deal);
        network.Reset();
        emulator.ClearRequests();
        _clock.ForgetWaits();

        using CancellationTokenSource caller = new();
        Task<Referral>? call = null;
        if (kind == CellKind.During)
        {
            network.FirstEnded = InterruptAsync;
            entra.FirstEnded = callbacks.FirstEnded = InterruptToEndAsync;
        }

        if (kind == CellKind.Before)
        {
            await InterruptAsync();
        }

        DateTimeOffset started = _clock.GetUtcNow();
        call = Task.Run(() => operation.Run(client, deal, caller.Token), CancellationToken.None);
        bool hasWaited = await SetClockUntilEndedAsync(call, emulator, network, signals, callbacks, InterruptAsync);
        TimeSpan time = _clock.GetUtcNow() - started;
        await signals.DrainAsync();

        Exception? failure = await call.ContinueWith(
            static ended => ended.Exception?.InnerException ?? (ended.IsCanceled ? CancellationOf(ended) : null), TaskScheduler.Default);
        if (failure is not null)
        {
            log.RecordException(failure);
        }

        IReadOnlyList<RecordedRequest> requests = emulator.Requests;
        return new Observation(
            failure,
            network.Sent,
            requests.Count(request => !IsEntra(request)),
            requests.Count(request => request.IsTokenRequest) + callbacks.Tokens,
            operation.Effects(emulator),
            time,
            hasWaited)
        {
            ValueIsStored = failure is not null || (string?)emulator.GetReferral(call.Result.Id)["eTag"] == call.Result.ETag,
        };

        Task InterruptAsync()
        {
            if (!isDisposal)
            {
                return caller.CancelAsync();
            }

            client.Dispose();
            return Task.CompletedTask;
        }

        // A call that is cancelled does not wait for the token. If the token request failed at the same time, the call could end by either.
        async Task InterruptToEndAsync()
        {
            await InterruptAsync();
            await Task.WhenAny(call!);
        }
    }

    private static Exception? CancellationOf(Task ended)
    {
        try
        {
            ended.GetAwaiter().GetResult();
            return null;
        }
        catch (OperationCanceledException cancelled)
        {
            return cancelled;
        }
    }

    private bool IsHit(EmulatedOperation? sent) =>
        sent is not null && fault.Callback is null && ((fault.IsRefusal && !fault.IsOfToken) || sent == Hit);

    private HttpMessageHandler EntraOf(ReferralsEmulator emulator)
    {
        HttpMessageHandler handler = emulator.CreateEntraHandler();
        if (fault is { IsOfToken: true, Wire: not null } && handler is DelegatingHandler entra)
        {
            entra.InnerHandler!.Dispose();
            entra.InnerHandler = ObservedNetworkHandler.NewSockets();
        }

        return handler;
    }

    private static bool IsEntra(RecordedRequest request) => request.Kind != RecordedRequestKind.Referrals;

    private ReferralsClientOptions OptionsOf(ReferralsEmulator emulator, HttpMessageHandler entra, FaultyCallbacks callbacks) => new()
    {
        Endpoint = emulator.Endpoint,
        Credential = CredentialOf(emulator, entra, callbacks),
        TimeProvider = _clock,
        LoggerFactory = log,
    };

    private ReferralsCredential CredentialOf(ReferralsEmulator emulator, HttpMessageHandler entra, FaultyCallbacks callbacks)
    {
        ReferralsCredentialOptions options = new()
        {
            HttpMessageHandler = entra,
            HandleClaimsChallenges = fault.HandlesClaimsChallenges,
            Time = _clock,
        };
        return fault.Callback switch
        {
            null => ReferralsCredential.FromRefreshToken(
                emulator.TenantId,
                emulator.ClientId,
                fault.IsOfPublicClient ? null : emulator.ClientSecret,
                emulator.RefreshToken,
                options),
            UserCallback.TokenProvider => ReferralsCredential.FromTokenProvider((_, _) => callbacks.ProvideAsync()),
            _ => ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, callbacks, initialRefreshToken: null, options),
        };
    }

    private async Task SetSceneAsync(ReferralsEmulator emulator, ReferralsClient client, Referral deal)
    {
        if (fault.IsRefusal)
        {
            if (!fault.IsOfToken)
            {
                await client.GetAsync(deal.Id); // Fetches the token, because Entra will not be reachable either.
            }

            emulator.Faults.RefuseConnections();
        }
        else if (fault.IsRevocation)
        {
            emulator.RevokeRefreshTokens();
        }
        else if (fault.WaitsAtGate)
        {
            emulator.Faults.Next(EmulatedOperation.Get, Fault.Throttle(IsLasting ? "200" : "57"));
            await Assert.ThrowsAsync<ReferralsThrottledException>(
                () => client.GetAsync(deal.Id, new ReferralCallOptions { MaxAttempts = 1 }));
        }
        else if (fault.Fault is { } planned)
        {
            if (IsLasting)
            {
                emulator.Faults.Randomly(1, 0, Hit, planned);
            }
            else
            {
                emulator.Faults.Next(Hit, planned);
            }
        }
    }

    /// <summary>
    /// Advances the clock whenever the client waits or a silence has begun, or interrupts the call where the cell says so.
    /// </summary>
    private async Task<bool> SetClockUntilEndedAsync(
        Task call,
        ReferralsEmulator emulator,
        ObservedNetworkHandler network,
        FaultSignals signals,
        FaultyCallbacks callbacks,
        Func<Task> interruptAsync)
    {
        using CancellationTokenSource end = new();
        DateTimeOffset started = _clock.GetUtcNow();
        DateTimeOffset givenUp = started;
        bool hasWaited = false;
        Task<TimeSpan> wait = _clock.NextWaitAsync(end.Token);
        Task silence = NextSilenceAsync();
        while (await Task.WhenAny(call, wait, silence) is var first && first != call)
        {
            if (first == wait)
            {
                hasWaited = true;
                if (kind == CellKind.InAWait)
                {
                    await interruptAsync();
                }

                // A disposal does not end a wait.
                if (kind != CellKind.InAWait || isDisposal)
                {
                    if (!IsLasting && fault.IsRefusal)
                    {
                        emulator.Faults.AcceptConnections();
                    }

                    _clock.Advance(await wait);
                }

                wait = _clock.NextWaitAsync(end.Token);
            }
            else
            {
                await silence;
                if (fault.ShowsStatus)
                {
                    await network.HeadAsync();
                }

                if (kind == CellKind.During)
                {
                    await interruptAsync();
                }

                // A disposal does not end the wait for the rest of a response.
                if (kind != CellKind.During || (isDisposal && fault.ShowsStatus))
                {
                    DateTimeOffset now = _clock.GetUtcNow();
                    TimeSpan left = started + MatrixClock.CallLimit - now;
                    TimeSpan limit = givenUp > now && givenUp - now < fault.StallLimit ? givenUp - now : fault.StallLimit;
                    _clock.Advance(left < limit ? left : limit);
                }

                silence = NextSilenceAsync();
            }
        }

        await end.CancelAsync();
        return hasWaited;

        Task NextSilenceAsync() => fault switch
        {
            { Stalls: true, Callback: UserCallback.StoreWrite } => callbacks.NextHangAsync(end.Token),
            { Stalls: true, IsOfToken: true } => NextTokenSilenceAsync(),
            { Stalls: true } => signals.NextAsync(end.Token),
            _ => Task.Delay(Timeout.InfiniteTimeSpan, end.Token),
        };

        // A token request continues when an attempt ends: the next attempt waits for it too.
        async Task NextTokenSilenceAsync()
        {
            if (_clock.GetUtcNow() < givenUp)
            {
                await _clock.NextAttemptAsync(end.Token);
                return;
            }

            await (fault.Callback is null ? signals.NextAsync(end.Token) : callbacks.NextHangAsync(end.Token));
            givenUp = _clock.GetUtcNow() + MatrixClock.TokenLimit;
            _clock.ForgetAttempts();
        }
    }
}
