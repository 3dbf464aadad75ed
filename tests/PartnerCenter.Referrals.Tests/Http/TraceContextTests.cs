using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests over a real connection that each message of a call names the span of its own sending.</summary>
public sealed class TraceContextTests : IDisposable
{
    private const string Refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n";

    private const string Challenge =
        Refusal
        + "WWW-Authenticate: Bearer error=\"insufficient_claims\", "
        + "claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==\"\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _heads = [];

    public TraceContextTests() => _listener.Start();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Challenge)]
    [InlineData(Refusal)]
    public async Task A_request_that_is_sent_again_with_another_token_has_a_traceparent_of_its_own(string refusal)
    {
        using Activity caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        int tokens = 0;
        using ReferralsClient client = ReferralsClient.Create(new ReferralsClientOptions
        {
            Endpoint = new Uri($"http://{_listener.LocalEndpoint}/r"),
            Credential = ReferralsCredential.FromTokenProvider(
                (_, _) => new(new ReferralsAccessToken($"token-{++tokens}", DateTimeOffset.UtcNow.AddHours(1)))),
        });
        string answer = $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(ReferralJson.Full)}\r\n";
        Task server = AnswerAsync(answer + "\r\n" + ReferralJson.Full, refusal + "\r\n", answer + "\r\n" + ReferralJson.Full);
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await server;

        string[] parents = [.. _heads.Select(head => Assert.Single(ValuesOf(head, "traceparent")))];
        Assert.Equal(3, parents.Distinct().Count());
        Assert.All(parents, parent => Assert.Contains(caller.TraceId.ToString(), parent, StringComparison.Ordinal));
        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], _heads.SelectMany(head => ValuesOf(head, "Authorization")));
        Assert.All(_heads, head => Assert.Single(ValuesOf(head, "client-request-id")));
    }

    public void Dispose() => _listener.Dispose();

    private static IEnumerable<string> ValuesOf(string head, string name) => head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim());

    private async Task AnswerAsync(params string[] answers)
    {
        Socket? connection = null;
        foreach (string answer in answers)
        {
            string head = "";
            while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                byte[] buffer = new byte[4096];
                connection ??= await _listener.AcceptSocketAsync(Cancellation);
                int read = await connection.ReceiveAsync(buffer, Cancellation);
                if (read == 0)
                {
                    connection.Dispose();
                    connection = null;
                }

                head += Encoding.Latin1.GetString(buffer, 0, read);
            }

            _heads.Enqueue(head);
            await connection!.SendAsync(Encoding.UTF8.GetBytes(answer), Cancellation);
        }

        connection?.Dispose();
    }
}
