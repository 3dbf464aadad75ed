namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Calls a service in many ways at once through one client, which is disposed and replaced from time to time while calls are running.
/// </summary>
internal sealed class SoakCallers(SoakService service, SoakLedger ledger) : IDisposable
{
    private const int Callers = 64;
    private const int Remembered = 256;
    private const int MaxPauseMilliseconds = 200;

    // One call in this many is cancelled.
    private const int CancelledShare = 50;

    private readonly Referral?[] _deals = new Referral?[Remembered];
    private ReferralsClient _client = Create(service);
    private volatile TaskCompletionSource? _gate;
    private int _active;
    private long _calls;
    private long _failures;

    /// <summary>Gets the number of calls that have ended.</summary>
    public long Calls => Volatile.Read(ref _calls);

    /// <summary>Gets the number of calls that have ended without a value.</summary>
    public long Failures => Volatile.Read(ref _failures);

    public Task RunAsync(int seed, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(new Random(seed + caller), stop))));

    /// <summary>Disposes the client under the calls that are running, and gives the next calls another one.</summary>
    public void ReplaceClient() => Interlocked.Exchange(ref _client, Create(service)).Dispose();

    /// <summary>Holds the callers back, and returns when no call is running.</summary>
    public async Task PauseAsync()
    {
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (Volatile.Read(ref _active) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    public void Continue()
    {
        TaskCompletionSource? gate = _gate;
        _gate = null;
        gate?.SetResult();
    }

    public void Dispose() => _client.Dispose();

    private static ReferralsClient Create(SoakService service) => ReferralsClient.Create(new ReferralsClientOptions
    {
        Endpoint = service.Endpoint,
        Credential = ReferralsCredential.FromTokenProvider((_, _) => ValueTask.FromResult(service.Token)),
        RetryDelay = TimeSpan.FromMilliseconds(50),
        AttemptTimeout = TimeSpan.FromSeconds(3),
        Timeout = TimeSpan.FromSeconds(15),
    });

    private async Task CallAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_gate is { } gate)
            {
                await gate.Task;
            }

            Interlocked.Increment(ref _active);
            if (_gate is null)
            {
                await CallOnceAsync(random);
                Interlocked.Increment(ref _calls);
            }

            Interlocked.Decrement(ref _active);
            await Task.Delay(random.Next(MaxPauseMilliseconds), CancellationToken.None);
        }
    }

    private async Task CallOnceAsync(Random random)
    {
        using var impatience = new CancellationTokenSource();
        if (random.Next(CancelledShare) == 0)
        {
            impatience.CancelAfter(random.Next(1, 100));
        }

        ReferralsClient client = Volatile.Read(ref _client);
        Referral? deal = _deals[random.Next(Remembered)];
        CancellationToken cancellation = impatience.Token;
        int kind = random.Next(100);
        if (deal is null || kind < 4)
        {
            int number = ledger.NextDeal();
            ledger.Created(number, SoakOutcome.Begun);
            (SoakOutcome outcome, Referral? created) = await EndAsync(
                async () => await client.CreateAsync(
                    Drafts.OfSdk() with { ExternalReferenceId = SoakLedger.CrmIdOf(number) }, cancellationToken: cancellation),
                cancellation);
            ledger.Created(number, outcome);
            Remember(random, created);
        }
        else if (kind < 7)
        {
            if (ledger.TryInvite(deal, out int number))
            {
                (SoakOutcome outcome, _) = await EndAsync(
                    async () => await client.InviteAsync(
                        deal,
                        Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "Please help."),
                        cancellationToken: cancellation),
                    cancellation);
                ledger.Invited(number, outcome);
            }
        }
        else
        {
            (_, Referral? changed) = await EndAsync(() => UseAsync(client, deal, kind, cancellation), cancellation);
            Remember(random, changed);
        }
    }

    private static async Task<Referral?> UseAsync(ReferralsClient client, Referral deal, int kind, CancellationToken cancellation)
    {
        switch (kind)
        {
            case < 40:
                return await client.GetAsync(deal.Id, cancellationToken: cancellation);
            case < 52:
                return await client.PatchAsync(
                    deal, new ReferralPatch().DealValue(deal.Details!.DealValue!.Value + 1), cancellationToken: cancellation);
            case < 64:
                return await client.UpdateAsync(
                    deal.Id,
                    now => now with { Details = now.Details! with { DealValue = now.Details.DealValue + 1 } },
                    cancellationToken: cancellation);
            case < 72:
                return await client.ReplaceAsync(deal with { Name = $"Deal {kind}" }, cancellationToken: cancellation);
            case < 80:
                return await client.PatchUnconditionallyAsync(
                    deal.Id, new ReferralPatch().Notes("Called again."), cancellationToken: cancellation);
            case < 84:
                await foreach (Referral related in client.ListRelatedAsync(deal, cancellationToken: cancellation))
                {
                    _ = related.Id;
                }

                return null;
            case < 88:
                await foreach (ReferralChanges changes in client.ListChangesAsync(
                    ChangeCheckpoint.Since(DateTimeOffset.UtcNow.AddSeconds(-2)), cancellationToken: cancellation))
                {
                    _ = changes.Referrals.Count;
                }

                return null;
            default:
                await foreach (Referral listed in client.ListAsync(
                    new ReferralQuery
                    {
                        Filter = ReferralFilter.Status == ReferralStatus.Active,
                        OrderBy = ReferralOrder.UpdatedDateTime.Descending,
                        Top = 20,
                        ReadAhead = kind % 2 == 0,
                    },
                    cancellationToken: cancellation))
                {
                    _ = listed.Id;
                }

                return null;
        }
    }

    private async Task<(SoakOutcome Outcome, Referral? Value)> EndAsync(Func<Task<Referral?>> call, CancellationToken cancellation)
    {
        try
        {
            return (SoakOutcome.Succeeded, await call());
        }
        catch (ReferralOutcomeUnknownException)
        {
            Interlocked.Increment(ref _failures);
            return (SoakOutcome.Unknown, null);
        }
        catch (ReferralsException)
        {
            Interlocked.Increment(ref _failures);
            return (SoakOutcome.Failed, null);
        }
        catch (ObjectDisposedException)
        {
            Interlocked.Increment(ref _failures);
            return (SoakOutcome.Disposed, null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Interlocked.Increment(ref _failures);
            return (SoakOutcome.Cancelled, null);
        }
        catch (Exception raw)
        {
            ledger.Complain($"a call ended with {raw}");
            return (SoakOutcome.Cancelled, null);
        }
    }

    private void Remember(Random random, Referral? deal)
    {
        if (deal?.ExternalReferenceId is not null)
        {
            _deals[random.Next(Remembered)] = deal;
        }
    }
}
