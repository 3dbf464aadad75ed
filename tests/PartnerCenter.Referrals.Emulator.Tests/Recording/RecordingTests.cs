using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class RecordingTests
{
    [Fact]
    public async Task A_request_is_recorded_as_it_was_sent()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"{client.Emulator.Endpoint}/%C3%A9?%24top=1&x=a+b"));
        message.Headers.Add("X-Mine", ["one", "two"]);
        message.Content = new StringContent("ä", Encoding.UTF8, "text/plain");

        await client.SendAsync(message);

        RecordedRequest request = Assert.Single(client.Emulator.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1.0/engagements/referrals/%C3%A9", request.Path);
        Assert.Equal("?%24top=1&x=a+b", request.Query);
        Assert.Equal("ä", request.Body);
        Assert.Equal(2, request.ContentLength);
        Assert.Equal("text/plain; charset=utf-8", request.Headers["CONTENT-TYPE"]);
        Assert.Equal("one,two", request.Headers["x-mine"].Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(401, request.StatusCode);
        Assert.Equal(clock.GetUtcNow(), request.ReceivedAt);
        Assert.True(request.Duration > TimeSpan.Zero);
        Assert.Equal(RecordedRequestKind.Referrals, request.Kind);
        Assert.False(request.IsTokenRequest);
    }

    [Fact]
    public async Task A_chunked_body_has_no_content_length_and_is_recorded_whole()
    {
        await using RawClient client = await RawClient.StartAsync();
        string body = ReferralBodies.Deal().ToJsonString();
        using var message = new HttpRequestMessage(HttpMethod.Post, client.Emulator.Endpoint);
        message.Headers.Add("Authorization", $"Bearer {client.Emulator.IssueToken()}");
        message.Headers.TransferEncodingChunked = true;
        message.Content = new StringContent(body, Encoding.UTF8, "application/json");

        RawResponse answer = await client.SendAsync(message);

        Assert.Equal(201, answer.Status);
        RecordedRequest request = Assert.Single(client.Emulator.Requests);
        Assert.Null(request.ContentLength);
        Assert.Equal(body, request.Body);
    }

    [Fact]
    public async Task Requests_are_kept_in_order_with_their_kind_until_they_are_cleared()
    {
        await using RawClient client = await RawClient.StartAsync();
        await client.TokenAsync(("grant_type", "magic"));
        await client.SendAsync(HttpMethod.Get, $"/{client.Emulator.TenantId}/v2.0/.well-known/openid-configuration");
        await client.ListAsync();

        IReadOnlyList<RecordedRequest> snapshot = client.Emulator.Requests;
        client.Emulator.ClearRequests();

        Assert.Equal(
            [RecordedRequestKind.Token, RecordedRequestKind.Discovery, RecordedRequestKind.Referrals],
            snapshot.Select(request => request.Kind));
        Assert.Equal([true, false, false], snapshot.Select(request => request.IsTokenRequest));
        Assert.Empty(client.Emulator.Requests);
    }

    [Fact]
    public async Task Only_the_latest_ten_thousand_requests_are_kept()
    {
        await using RawClient client = await RawClient.StartAsync();
        using RawSocket socket = await RawSocket.ConnectAsync(client.Emulator);
        for (int number = 0; number < 10_003; number++)
        {
            await socket.SendAsync("GET", $"/{number}", mediaType: number == 10_002 ? "text/plain\r\nConnection: close" : "text/plain");
            await socket.ReadAsync(socket.Available);
        }

        await socket.ReadToEndAsync();

        IReadOnlyList<RecordedRequest> requests = client.Emulator.Requests;
        Assert.Equal(10_000, requests.Count);
        Assert.Equal(("/3", "/10002"), (requests[0].Path, requests[^1].Path));
    }

    [Fact]
    public async Task The_oldest_requests_are_dropped_when_all_bodies_exceed_their_limit_together()
    {
        await using RawClient client = await RawClient.StartAsync();
        string body = new('x', 1024 * 1024);
        for (int number = 0; number < 35; number++)
        {
            await client.SendAsync(HttpMethod.Post, $"/{number}", body, authorization: "");
        }

        IReadOnlyList<RecordedRequest> requests = client.Emulator.Requests;
        Assert.Equal(("/5", "/34"), (requests[0].Path, requests[^1].Path));
        client.Emulator.ClearRequests();
        await client.SendAsync(HttpMethod.Post, "/last", body, authorization: "");
        Assert.Equal("/last", Assert.Single(client.Emulator.Requests).Path);
    }

    [Fact]
    public async Task ToString_of_a_recorded_request_shows_no_token_body_or_query()
    {
        await using RawClient client = await RawClient.StartAsync();
        await client.CreateAsync(ReferralBodies.Deal("Secret deal"));
        await client.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", client.Emulator.RefreshToken));

        Assert.Equal(
            ["POST /v1.0/engagements/referrals 201", $"POST /{client.Emulator.TenantId}/oauth2/v2.0/token 400"],
            client.Emulator.Requests.Select(request => request.ToString()));
    }
}
