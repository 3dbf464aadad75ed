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
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(new() { TimeProvider = _clock }, cancellationToken);
        log.AddSecrets(emulator.ClientSecret, emulator.RefreshToken);
        FaultSignals signals = new(emulator.Faults, Hit, fault, IsLasting);
        using ObservedNetworkHandler network = new(fault, IsLasting, IsHit, signals);
        using ObservedNetworkHandler entra = new(fault, IsLasting, IsHit, signals, emulator.CreateEntraHandler());
        using ReferralsClient client = ReferralsClient.Create(OptionsOf(emulator, entra), network);
        Referral deal = await operation.StoreAsync(emulator);
        await SetSceneAsync(emulator, client, deal);
        network.Reset();
        emulator.ClearRequests();
        _clock.ForgetWaits();

        using CancellationTokenSource caller = new();
        network.FirstEnded = entra.FirstEnded = kind == CellKind.During ? InterruptAsync : null;
        if (kind == CellKind.Before)
        {
            await InterruptAsync();
        }

        DateTimeOffset started = _clock.GetUtcNow();
        Task<Referral> call = Task.Run(() => operation.Run(client, deal, caller.Token), CancellationToken.None);
        bool hasWaited = await SetClockUntilEndedAsync(call, emulator, network, signals, InterruptAsync);
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
            requests.Count(request => request.IsTokenRequest),
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

    private bool IsHit(EmulatedOperation? sent) => sent is not null && ((fault.IsRefusal && !fault.IsOfToken) || sent == Hit);

    private static bool IsEntra(RecordedRequest request) => request.Kind != RecordedRequestKind.Referrals;

    private ReferralsClientOptions OptionsOf(ReferralsEmulator emulator, HttpMessageHandler entra) => new()
    {
        Endpoint = emulator.Endpoint,
        Credential = ReferralsCredential.FromRefreshToken(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
            new ReferralsCredentialOptions { HttpMessageHandler = entra, HandleClaimsChallenges = fault.HandlesClaimsChallenges }),
        TimeProvider = _clock,
        LoggerFactory = log,
    };

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
        Task call, ReferralsEmulator emulator, ObservedNetworkHandler network, FaultSignals signals, Func<Task> interruptAsync)
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
                    TimeSpan limit = fault.IsOfToken && givenUp - now < MatrixClock.AttemptLimit ? givenUp - now : MatrixClock.AttemptLimit;
                    _clock.Advance(left < limit ? left : limit);
                }

                silence = NextSilenceAsync();
            }
        }

        await end.CancelAsync();
        return hasWaited;

        Task NextSilenceAsync() => fault switch
        {
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

            await signals.NextAsync(end.Token);
            givenUp = _clock.GetUtcNow() + MatrixClock.TokenLimit;
            _clock.ForgetAttempts();
        }
    }
}
