using static PartnerCenter.Referrals.Tests.PlantedText;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that no exception, log line or span repeats what .NET quotes of a malformed response, over real connections.</summary>
public sealed class QuotedResponseTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets malformed responses that quote data about people, and what stays visible of the failure.</summary>
    public static TheoryData<string, string, string> Malformed() => new()
    {
        { "chunk size", $"{Chunked}{Mail}\r\n", "InvalidResponse" },
        { "chunk extension", $"{Chunked}zz;{Mail}\r\n", "InvalidResponse" },
        { "chunk end", $"{Chunked}2\r\n{{}}{Mail}\r\n0\r\n\r\n", "InvalidResponse" },
        { "trailer", $"{Chunked}2\r\n{{}}\r\n0\r\n{Mail} no colon\r\n\r\n", "InvalidResponse" },
        { "header line", $"HTTP/1.1 200 OK\r\n{Mail} no colon\r\n\r\n", "InvalidResponse" },
        { "header name", $"HTTP/1.1 200 OK\r\n{Mail} x: y\r\n\r\n", "InvalidResponse" },
        { "header fold", $"HTTP/1.1 200 OK\r\nX: a\r\n {Mail}\r\n: {Mail}\r\n\r\n", "HttpRequestException" },
        { "status line", $"HTTP/1.1 {Mail}\r\n\r\n", "HttpRequestException" },
        { "no HTTP", $"{Mail} is no HTTP\r\n\r\n", "InvalidResponse" },
        { "length", $"HTTP/1.1 200 OK\r\nContent-Length: {Mail}\r\n\r\n{{", "HttpRequestException" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_response_is_not_quoted(string place, string answer, string kind)
    {
        Assert.NotEmpty(place);
        await using RawServer server = new(answer);
        using PlantedText planted = new(server.Address);
        using ReferralsClient client = Client(server, planted);
        Referral deal = await DealAsync();
        Func<Task>[] calls =
        [
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation),
            () => client.ListAsync().ToListAsync(Cancellation).AsTask(),
            () => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation),
            () => client.PatchAsync(deal, new ReferralPatch().Notes("other"), cancellationToken: Cancellation),
            () => client.UpdateAsync(deal, one => one with { Name = "other" }, cancellationToken: Cancellation),
            () => client.InviteAsync(
                deal, Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "n"), cancellationToken: Cancellation),
        ];

        foreach (Func<Task> call in calls)
        {
            ReferralsException failure = await Assert.ThrowsAnyAsync<ReferralsException>(call);
            RequireAbsent(failure);
            if (place != "length") // This body is readable, but no JSON.
            {
                Assert.Contains(kind, failure.ToString(), StringComparison.Ordinal);
            }
        }

        RequireAbsent((await client.DiagnoseAsync(cancellationToken: Cancellation)).ToString());
        planted.RequireSilence();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    [InlineData(503)]
    [InlineData(520)]
    public async Task The_phrase_of_a_status_is_not_quoted(int status)
    {
        await using RawServer server = new(RawServer.Response($"{status} {Mail}\r\nX-Other: {Mail}\r\nrequest-id: {Mail}", "{"));
        using PlantedText planted = new(server.Address);
        using ReferralsClient client = Client(server, planted);

        RequireAbsent(await Assert.ThrowsAnyAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation)));
        RequireAbsent(await Assert.ThrowsAnyAsync<ReferralsException>(
            () => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation)));
        RequireAbsent((await client.DiagnoseAsync(cancellationToken: Cancellation)).ToString());
        planted.RequireSilence();
    }

    [Fact]
    public async Task A_patch_that_was_applied_does_not_quote_the_read_that_failed()
    {
        await using RawServer server = new("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", $"{Chunked}{Mail}\r\n");
        using PlantedText planted = new(server.Address);
        using ReferralsClient client = Client(server, planted);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            async () => await client.PatchAsync(await DealAsync(), new ReferralPatch().Notes("other"), cancellationToken: Cancellation));

        Assert.StartsWith("The patch was applied", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("InvalidResponse", unknown.ToString(), StringComparison.Ordinal);
        RequireAbsent(unknown);
    }

    private static ReferralsClient Client(RawServer server, PlantedText planted) => ReferralsClient.Create(new ReferralsClientOptions
    {
        Endpoint = server.Address,
        Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
        MaxAttempts = 2,
        RetryDelay = TimeSpan.Zero,
        TimeProvider = new SignalledTime(),
        LoggerFactory = planted,
    });

    private static async Task<Referral> DealAsync()
    {
        await using RawServer server = new(RawServer.Response("200 OK", ReferralJson.Full));
        using ReferralsClient client = ReferralsClient.Create(new ReferralsClientOptions
        {
            Endpoint = server.Address,
            Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
        });
        return await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
    }
}
