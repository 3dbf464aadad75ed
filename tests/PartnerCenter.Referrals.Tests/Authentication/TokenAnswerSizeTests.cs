using System.IO.Compression;
using System.Net;
using System.Text;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that no more than a megabyte of a token response is read.</summary>
public sealed class TokenAnswerSizeTests
{
    private const int Limit = 1024 * 1024;
    private const long Huge = 300L * 1024 * 1024;

    [Theory]
    [InlineData("with a length")]
    [InlineData("chunked")]
    [InlineData("compressed")]
    public async Task A_response_of_more_than_a_megabyte_fails_and_is_not_read_on(string kind)
    {
        using Endless body = new(Huge, announcesLength: kind == "with a length");
        using Answering handler = new(() => kind == "compressed" ? Inflated(Huge) : body);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(Credential(handler)));

        Assert.Equal("The response of the sign-in service is larger than 1 MB, or has too long headers.", failure.Finding);
        Assert.False(failure.IsTransient);
        Assert.InRange(body.Taken, 0, Limit + (256 * 1024));
    }

    [Fact]
    public async Task A_response_of_a_megabyte_is_read()
    {
        string start = """{"token_type":"Bearer","expires_in":3600,"access_token":"token","padding":" """.TrimEnd();
        using Answering handler = new(
            () => new StringContent(start + new string('x', Limit - start.Length - 2) + "\"}", Encoding.UTF8, "application/json"));

        Assert.Equal("token", (await AcquireAsync(Credential(handler))).Token);
    }

    [Fact]
    public async Task A_huge_discovery_document_is_not_read_by_a_diagnosis()
    {
        List<Endless> bodies = [];
        using Answering handler = new(() =>
        {
            bodies.Add(new Endless(Huge, announcesLength: false));
            return bodies[^1];
        });
        using MockedService service = new();
        ReferralsClient client = service.Client(options => options.Credential = Credential(handler));

        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("larger than 1 MB", diagnosis.ToString(), StringComparison.Ordinal); // The token's response.
        Assert.Equal(0, bodies[0].Taken);
        Assert.All(bodies, body => Assert.InRange(body.Taken, 0, Limit + (256 * 1024)));
    }

    private static ReferralsCredential Credential(HttpMessageHandler handler) => ReferralsCredential.FromClientSecret(
        Tenant, $"{Guid.NewGuid()}", "s", new ReferralsCredentialOptions { HttpMessageHandler = handler });

    // What a handler with AutomaticDecompression hands over: few bytes on the wire, no length, many bytes to read.
    private static StreamContent Inflated(long length)
    {
        MemoryStream wire = new();
        using (GZipStream deflate = new(wire, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] blanks = new byte[64 * 1024];
            blanks.AsSpan().Fill((byte)' ');
            for (long written = 0; written < length / 10; written += blanks.Length)
            {
                deflate.Write(blanks);
            }
        }

        wire.Position = 0;
        return new StreamContent(new GZipStream(wire, CompressionMode.Decompress));
    }

    private sealed class Answering(Func<HttpContent> content) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content() });
    }

    /// <summary>Counts the bytes of a huge body that are taken from it.</summary>
    private sealed class Endless(long length, bool announcesLength) : HttpContent
    {
        public long Taken { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            byte[] part = new byte[16 * 1024];
            part.AsSpan().Fill((byte)' ');
            while (Taken < length)
            {
                Taken += part.Length;
                await stream.WriteAsync(part).ConfigureAwait(false);
            }
        }

        protected override bool TryComputeLength(out long known)
        {
            known = length;
            return announcesLength;
        }
    }
}
