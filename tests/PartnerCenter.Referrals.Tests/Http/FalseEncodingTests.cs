using System.IO.Compression;
using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests responses whose body does not match its Content-Encoding, over real connections.</summary>
public sealed class FalseEncodingTests
{
    private const string Plain = """{"error":{"code":"resourceNotFound"}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Refusals()
    {
        TheoryData<string, int> refusals = [];
        foreach (string encoding in new[] { "br", "gzip", "deflate", "zlib", "br, gzip", "gzip, br", "zstd", "x", "" })
        {
            foreach (int status in new[] { 401, 404, 429, 503, 520 })
            {
                refusals.Add(encoding, status);
            }
        }

        return refusals;
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_keeps_its_status_and_its_wait_whatever_its_encoding_says(string encoding, int status)
    {
        await using RawServer server = new(RawServer.Response(
            $"{status} No\r\nContent-Encoding: {encoding}\r\nRetry-After: 57\r\nrequest-id: r-1", Plain));
        using ReferralsClient client = Client(server, maxAttempts: 1);

        ReferralsException get = await Assert.ThrowsAnyAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Type expected = status switch
        {
            401 => typeof(ReferralsAuthenticationException),
            404 => typeof(ReferralNotFoundException),
            429 => typeof(ReferralsThrottledException),
            _ => typeof(ReferralsException),
        };
        Assert.IsType(expected, get);
        Assert.Equal(
            ((HttpStatusCode)status, TimeSpan.FromSeconds(57), "r-1", 1),
            (get.StatusCode, get.RetryAfter, get.RequestId, get.Attempts));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_503_is_retried_whatever_its_encoding_says(string encoding)
    {
        await using RawServer server = new(
            RawServer.Response($"503 No\r\nContent-Encoding: {encoding}", Plain), RawServer.Response("200 OK", ReferralJson.Full));
        using ReferralsClient client = Client(server);

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br, gzip")]
    [InlineData("gzip, br")]
    public async Task A_2xx_that_cannot_be_decoded_says_so_and_is_not_retried(string encoding)
    {
        await using RawServer server = new(RawServer.Response($"200 OK\r\nContent-Encoding: {encoding}\r\nrequest-id: r-1", Plain));
        using ReferralsClient client = Client(server);
        Func<Task>[] reads =
        [
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation),
            () => client.ListAsync().ToListAsync(Cancellation).AsTask(),
            () => client.ListAsync(null, ProjectionContext.Default.DealLine).ToListAsync(Cancellation).AsTask(),
        ];

        foreach (Func<Task> read in reads)
        {
            ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(read);
            Assert.Contains(
                "200, but the body cannot be used: it does not match its Content-Encoding", failure.Message, StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode.OK, "r-1", 1), (failure.StatusCode, failure.RequestId, failure.Attempts));
        }

        Assert.Equal(reads.Length, server.Requests.Count);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("x")]
    public async Task A_body_in_an_encoding_that_the_client_does_not_know_is_no_JSON(string encoding)
    {
        await using RawServer server = new(RawServer.Response($"200 OK\r\nContent-Encoding: {encoding}", [0x28, 0xB5, 0x2F, 0xFD, 4, 0]));
        using ReferralsClient client = Client(server);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Contains("200, but the body cannot be used: it is not the expected JSON", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_compressed_body_that_is_cut_or_damaged_cannot_be_used(string encoding)
    {
        byte[] whole = Compressed(encoding, ReferralJson.Full);
        byte[] damaged = [.. whole];
        damaged.AsSpan(damaged.Length / 2).Fill(0x55);
        await using RawServer server = new(
            RawServer.Response($"200 OK\r\nContent-Encoding: {encoding}", whole),
            RawServer.Response($"200 OK\r\nContent-Encoding: {encoding}", whole[..(whole.Length / 2)]),
            RawServer.Response($"200 OK\r\nContent-Encoding: {encoding}", damaged));
        using ReferralsClient client = Client(server);
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        for (int i = 0; i < 2; i++)
        {
            ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
                () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
            Assert.Equal((HttpStatusCode.OK, 1), (failure.StatusCode, failure.Attempts));
            Assert.Contains("200, but the body cannot be used: it ", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_patch_whose_answer_cannot_be_decoded_is_verified_by_a_read()
    {
        await using RawServer server = new(
            RawServer.Response("200 OK\r\nContent-Encoding: br", Plain), RawServer.Response("200 OK", ReferralJson.Full));
        using ReferralsClient client = Client(server);
        Referral before = await ReadAsync();

        Referral after = await client.PatchAsync(before, new ReferralPatch().Notes(before.Details!.Notes), cancellationToken: Cancellation);

        Assert.Equal(before.Id, after.Id);
        Assert.Equal(["PATCH", "GET"], server.Requests.Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task A_write_stays_unknown_when_the_read_after_it_cannot_be_decoded()
    {
        await using RawServer server = new(RawServer.Response("200 OK\r\nContent-Encoding: br", Plain));
        using ReferralsClient client = Client(server);
        Referral deal = await ReadAsync();
        Func<Task>[] writes =
        [
            () => client.PatchAsync(deal, new ReferralPatch().Notes("other"), cancellationToken: Cancellation),
            () => client.ReplaceAsync(deal with { Name = "other" }, cancellationToken: Cancellation),
            () => client.UpdateAsync(deal, one => one with { Name = "other" }, cancellationToken: Cancellation),
            () => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation),
        ];

        foreach (Func<Task> write in writes)
        {
            ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(write);
            Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
            Assert.Contains("it does not match its Content-Encoding", unknown.Message, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["PATCH", "GET", "PUT", "GET", "PUT", "GET", "POST", "GET", "GET", "GET"],
            server.Requests.Select(request => request.Split(' ')[0]));
    }

    [Fact]
    public async Task A_diagnosis_reports_a_read_that_cannot_be_decoded()
    {
        await using RawServer server = new(RawServer.Response("200 OK\r\nContent-Encoding: br", Plain));
        using ReferralsClient client = Client(server);

        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);

        Assert.Contains(
            "it does not match its Content-Encoding", diagnosis.Checks.Single(check => check.Name == "endpoint").Finding,
            StringComparison.Ordinal);
    }

    private static ReferralsClient Client(RawServer server, int maxAttempts = 3) => ReferralsClient.Create(new ReferralsClientOptions
    {
        Endpoint = server.Address,
        Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
        MaxAttempts = maxAttempts,
        RetryDelay = TimeSpan.Zero,
        TimeProvider = new SignalledTime(),
    });

    private static async Task<Referral> ReadAsync()
    {
        await using RawServer server = new(RawServer.Response("200 OK", ReferralJson.Full));
        using ReferralsClient client = Client(server);
        return await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
    }

    private static byte[] Compressed(string encoding, string text)
    {
        MemoryStream wire = new();
        using (Stream compressing = encoding switch
        {
            "br" => new BrotliStream(wire, CompressionLevel.Optimal),
            "gzip" => new GZipStream(wire, CompressionLevel.Optimal),
            _ => new ZLibStream(wire, CompressionLevel.Optimal),
        })
        {
            compressing.Write(Encoding.UTF8.GetBytes(text));
        }

        return wire.ToArray();
    }
}
