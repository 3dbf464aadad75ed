using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a cancelled listing reports the token that the caller has cancelled, and not one of its own.</summary>
public sealed class ListingCancellationTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken None => CancellationToken.None;

    public static TheoryData<string, Func<ReferralsClient, CancellationToken, Task>> Listings => new()
    {
        { "items, token of the call", (client, token) => client.ListAsync(cancellationToken: token).ToListAsync(None).AsTask() },
        { "items, token of the enumeration", (client, token) => client.ListAsync(cancellationToken: None).ToListAsync(token).AsTask() },
        {
            "pages, token of the call",
            (client, token) => client.ListAsync(cancellationToken: token).AsPages(None).ToListAsync(None).AsTask()
        },
        {
            "pages, token of the enumeration",
            (client, token) => client.ListAsync(cancellationToken: None).AsPages(token).ToListAsync(None).AsTask()
        },
        {
            "read ahead",
            (client, token) => client.ListAsync(new ReferralQuery { ReadAhead = true }, cancellationToken: token).ToListAsync(None).AsTask()
        },
        {
            "projection, token of the call",
            (client, token) => client.ListAsync(null, ProjectionContext.Default.DealLine, null, token).ToListAsync(None).AsTask()
        },
        {
            "projection, token of the enumeration",
            (client, token) => client.ListAsync(null, ProjectionContext.Default.DealLine, null, None).ToListAsync(token).AsTask()
        },
        {
            "changes, token of the call",
            (client, token) => client.ListChangesAsync(ChangeCheckpoint.Beginning, null, token).ToListAsync(None).AsTask()
        },
        {
            "changes, token of the enumeration",
            (client, token) => client.ListChangesAsync(ChangeCheckpoint.Beginning, null, None).ToListAsync(token).AsTask()
        },
        {
            "changes, both tokens",
            async (client, token) =>
            {
                using CancellationTokenSource other = new();
                await client.ListChangesAsync(ChangeCheckpoint.Beginning, null, token).ToListAsync(other.Token);
            }
        },
    };

    public void Dispose() => _service.Dispose();

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Listings))]
    public async Task The_cancellation_carries_the_callers_token(string what, Func<ReferralsClient, CancellationToken, Task> list)
    {
        using CancellationTokenSource caller = new();
        _service.RespondsWith(() =>
        {
            caller.Cancel();
            return MockedService.Response(HttpStatusCode.OK, new StringContent("{\"value\":[],\"@odata.nextLink\":\"?$skiptoken=1\"}"));
        });

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => list(_service.Client(), caller.Token));

        Assert.True(cancelled.CancellationToken == caller.Token, what);
    }
}
