using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

public sealed class RouteTests
{
    [Theory]
    [InlineData("/v1.0/engagements/referrals")]
    [InlineData("/v1.0/engagements/referrals/")]
    [InlineData("/v1.0/engagements/referrals//")]
    [InlineData("/v1/referrals")]
    [InlineData("/v1/referrals/")]
    [InlineData("/V1.0/Engagements/Referrals")]
    public async Task The_collection_answers_at_both_addresses_with_and_without_trailing_slashes(string path)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse created = await client.SendAsync(HttpMethod.Post, path, ReferralBodies.Deal().ToJsonString());
        RawResponse list = await client.GetAsync(path);
        RawResponse one = await client.GetAsync($"{path.TrimEnd('/')}/{created.Json["id"]}//");

        Assert.Equal(201, created.Status);
        Assert.Single(list.Value);
        Assert.Equal(created.Text, one.Text);
    }

    [Fact]
    public async Task Both_endpoints_are_addresses_of_the_collection()
    {
        await using RawClient client = await RawClient.StartAsync();

        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/v1\\.0/engagements/referrals$", client.Emulator.Endpoint.AbsoluteUri);
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/v1/referrals/$", client.Emulator.EndpointV1.AbsoluteUri);
        Assert.Equal(200, (await client.GetAsync(client.Emulator.EndpointV1.AbsolutePath)).Status);
    }

    [Theory]
    [InlineData("/v1.0")]
    [InlineData("/v1.0/engagements/referralsx")]
    [InlineData("/v1.0/engagements/referrals/00000000-0000-0000-0000-000000000001")]
    [InlineData("/v1.0/engagements/referrals/one/two")]
    [InlineData("/v1/referrals/one%2Ftwo")]
    public async Task An_unknown_address_or_id_is_answered_with_404(string path)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.GetAsync(path);

        Assert.Equal(404, answer.Status);
        Assert.Equal("itemNotFound", answer.ErrorCode);
    }

    [Theory]
    [InlineData("DELETE", "/v1.0/engagements/referrals/1", "GET, PUT, PATCH")]
    [InlineData("POST", "/v1.0/engagements/referrals/1", "GET, PUT, PATCH")]
    [InlineData("DELETE", "/v1.0/engagements/referrals", "GET, POST")]
    [InlineData("PUT", "/v1/referrals/", "GET, POST")]
    [InlineData("POST", "/v1.0/referrals", "GET")]
    public async Task An_unsupported_method_is_answered_with_405_and_the_allowed_methods(string method, string path, string allowed)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.SendAsync(new HttpMethod(method), path, "{}");

        Assert.Equal(405, answer.Status);
        Assert.Equal(allowed, answer.Headers["Allow"]);
        Assert.True(answer.Json.ContainsKey("error"));
    }

    [Theory]
    [InlineData("/v1.0/engagements/referrals", 200)]
    [InlineData("/v1.0/engagements/referrals/unknown", 404)]
    [InlineData("/unknown", 404)]
    public async Task Every_answer_carries_the_headers_of_the_service(string path, int status)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.Emulator.Endpoint, path));
        request.Headers.Add("Authorization", $"Bearer {client.Emulator.IssueToken()}");
        request.Headers.Add("client-request-id", "my-own-id");
        request.Headers.Add("MS-CorrelationId", "my-correlation-id");

        RawResponse answer = await client.SendAsync(request);

        Assert.Equal(status, answer.Status);
        Assert.True(Guid.TryParse(answer.Headers["request-id"], out _));
        Assert.Equal("my-own-id", answer.Headers["client-request-id"]);
        Assert.Equal("my-correlation-id", answer.Headers["MS-CorrelationId"]);
        Assert.NotEmpty(answer.Headers["x-ms-ags-diagnostic"]);
        Assert.Equal("2030-01-02T03:04:05Z", answer.Headers["timestamp"]);
        Assert.False(answer.Headers.ContainsKey("Server"));
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json;odata.metadata=minimal;q=0.5", 200)]
    [InlineData("text/xml, application/*;q=0.1", 200)]
    [InlineData("text/html, */*", 200)]
    [InlineData("", 200)]
    [InlineData("text/xml", 406)]
    [InlineData("application/xml, text/*", 406)]
    [InlineData("application/json;q=0, */*", 406)]
    [InlineData("nonsense", 406)]
    public async Task A_request_that_accepts_no_JSON_is_answered_with_406(string accept, int status)
    {
        await using RawClient client = await RawClient.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, client.Emulator.Endpoint);
        request.Headers.Add("Authorization", $"Bearer {client.Emulator.IssueToken()}");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        RawResponse answer = await client.SendAsync(request);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 406, answer.Json.ContainsKey("error"));
    }

    [Theory]
    [InlineData("/v1.0/engagements/referrals", 201)]
    [InlineData("/v1/referrals/", 201)]
    [InlineData("/v1.0/engagements/referrals", 200)]
    public async Task A_201_names_the_location_of_the_new_referral(string path, int status)
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { CreateStatusCode = status });

        RawResponse created = await client.SendAsync(HttpMethod.Post, path, ReferralBodies.Deal().ToJsonString());

        Assert.Equal(status, created.Status);
        Assert.Equal(status == 201, created.Headers.TryGetValue("Location", out string? location));
        if (location is not null)
        {
            Assert.Equal(
                new Uri(client.Emulator.Endpoint, $"{path.TrimEnd('/')}/{created.Json.Id()}").AbsoluteUri, location);
            Assert.Equal(created.Text, (await client.GetAsync(new Uri(location).AbsolutePath)).Text);
        }
    }

    [Fact]
    public async Task A_client_request_id_that_no_header_can_hold_is_not_echoed()
    {
        await using RawClient client = await RawClient.StartAsync();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(client.Emulator.Endpoint.Host, client.Emulator.Endpoint.Port, TestContext.Current.CancellationToken);
        System.Net.Sockets.NetworkStream stream = socket.GetStream();

        await stream.WriteAsync(
            "GET /v1.0 HTTP/1.1\r\nHost: 127.0.0.1\r\nclient-request-id: \u00e9\r\nConnection: close\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        string answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("client-request-id", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_is_answered_with_500_and_the_emulator_continues()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject deep = [];
        for (int level = 0; level < 1100; level++)
        {
            // Deeper than a JSON writer allows.
            deep = new JsonObject { ["in"] = deep };
        }

        client.Emulator.AddReferral(new JsonObject { ["id"] = "deep", ["value"] = deep });

        RawResponse defect = await client.GetAsync("/v1.0/engagements/referrals/deep");
        RawResponse other = await client.CreateAsync(ReferralBodies.Deal());

        Assert.Equal(500, defect.Status);
        Assert.Equal("generalException", defect.ErrorCode);
        Assert.True(defect.Headers.ContainsKey("request-id"));
        Assert.Equal(201, other.Status);
    }
}
