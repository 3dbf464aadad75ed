using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests whose execution context the request for a token has.</summary>
public sealed class RenewalContextTests
{
    private static readonly AsyncLocal<string?> Tenant = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_renewal_in_the_background_has_nothing_of_the_caller_that_happened_to_start_it(bool isSuppressed)
    {
        SignalledTime time = new();
        List<(string? Tenant, string? Span)> contexts = [];
        TaskCompletionSource renewed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((_, _) =>
            {
                contexts.Add((Tenant.Value, Activity.Current?.OperationName));
                if (contexts.Count == 2)
                {
                    renewed.SetResult();
                }

                return new(new ReferralsAccessToken($"token-{contexts.Count}", time.GetUtcNow().AddHours(1)));
            }),
            time, NullLogger.Instance);
        Tenant.Value = "contoso";
        using Activity span = new Activity("call of contoso").Start();
        await provider.GetAsync(Cancellation);

        time.Advance(TimeSpan.FromMinutes(58));
        Task<AuthenticationHeaderValue> held;
        using (isSuppressed ? ExecutionContext.SuppressFlow() : default(AsyncFlowControl?))
        {
            held = provider.GetAsync(Cancellation).AsTask();
        }

        await renewed.Task.WaitAsync(Cancellation);

        Assert.Equal("token-1", (await held).Parameter);
        Assert.Equal([("contoso", "call of contoso"), (null, null)], contexts);
        Assert.Equal("contoso", Tenant.Value);
    }
}
