using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests starting and stopping the emulator, and direct access to its records.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public async Task An_emulator_stops_with_connections_open_and_a_request_half_sent()
    {
        RawClient client = await RawClient.StartAsync();
        Uri endpoint = client.Emulator.Endpoint;
        await client.ListAsync();
        using var half = new TcpClient();
        await half.ConnectAsync(endpoint.Host, endpoint.Port, TestContext.Current.CancellationToken);
        await half.GetStream().WriteAsync(
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), TestContext.Current.CancellationToken);

        await client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        using var late = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(
            () => late.ConnectAsync(endpoint.Host, endpoint.Port, TestContext.Current.CancellationToken).AsTask());
        Assert.DoesNotContain(client.Emulator.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task An_emulator_may_be_disposed_twice()
    {
        ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        await emulator.DisposeAsync();
        await emulator.DisposeAsync();

        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task A_port_can_be_chosen_and_a_port_in_use_throws_an_IOException()
    {
        await using ReferralsEmulator first = await ReferralsEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var options = new ReferralsEmulatorOptions { Port = first.Endpoint.Port };

        await Assert.ThrowsAsync<IOException>(() => ReferralsEmulator.StartAsync(options, TestContext.Current.CancellationToken));
        await first.DisposeAsync();
        await using ReferralsEmulator second = await ReferralsEmulator.StartAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal(options.Port, second.Endpoint.Port);
    }

    [Fact]
    public async Task Options_out_of_range_are_refused()
    {
        await AssertRefusedAsync(new ReferralsEmulatorOptions { Port = -1 });
        await AssertRefusedAsync(new ReferralsEmulatorOptions { Port = 65536 });
        await AssertRefusedAsync(new ReferralsEmulatorOptions { PageSize = 0 });
        await AssertRefusedAsync(new ReferralsEmulatorOptions { ResponseDelay = TimeSpan.FromTicks(-1) });
        await AssertRefusedAsync(new ReferralsEmulatorOptions { ResponseDelay = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) });
        await AssertRefusedAsync(new ReferralsEmulatorOptions { CreateStatusCode = 202 });
        await AssertRefusedAsync(new ReferralsEmulatorOptions { TokenLifetime = TimeSpan.Zero });
        await AssertRefusedAsync(new ReferralsEmulatorOptions { OrganizationId = "contoso" });
        await AssertRefusedAsync(new ReferralsEmulatorOptions { OrganizationName = " " });

        static Task AssertRefusedAsync(ReferralsEmulatorOptions options) =>
            Assert.ThrowsAnyAsync<ArgumentException>(() => ReferralsEmulator.StartAsync(options, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AddReferral_stores_a_record_unchanged_and_fills_in_only_missing_ids_and_dates()
    {
        await using RawClient client = await RawClient.StartAsync();
        var sent = new JsonObject { ["Odd"] = new JsonArray(1, null), ["status"] = "Dreaming", ["eTag"] = null, ["name"] = null };

        JsonObject stored = client.Emulator.AddReferral(sent);

        Assert.Equal(
            ["Odd", "status", "eTag", "name", "id", "engagementId", "createdDateTime", "updatedDateTime"],
            stored.Select(member => member.Key));
        Assert.Equal("Dreaming", stored["status"]!.GetValue<string>());
        Assert.Null(sent["eTag"]);
        JsonObject served = (await client.GetAsync($"/v1.0/engagements/referrals/{stored["id"]}")).Json.Without("@odata.context");
        Assert.Equal(stored.ToJsonString(), served.ToJsonString());
        Assert.Throws<ArgumentException>(() => client.Emulator.AddReferral(stored));
        Assert.Throws<ArgumentException>(() => client.Emulator.AddReferral(new JsonObject { ["id"] = 7 }));
    }

    [Fact]
    public async Task AddReferral_removes_the_annotations_of_a_copied_response()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject captured =
            (await client.GetAsync($"{UpdateRequests.Collection}/{(await client.CreatedAsync(ReferralBodies.Deal())).Id()}")).Json
            .With("id", Guid.NewGuid().ToString()).With("@ODATA.etag", "W/\"1\"");

        JsonObject stored = client.Emulator.AddReferral(captured);

        Assert.DoesNotContain(stored, member => member.Key.StartsWith("@odata.", StringComparison.OrdinalIgnoreCase));
        RawResponse answer = await client.GetAsync($"{UpdateRequests.Collection}/{stored.Id()}");
        Assert.Equal(200, answer.Status);
        Assert.Equal(stored.ToJsonString(), answer.Json.Without("@odata.context").ToJsonString());
        Assert.True(captured.ContainsKey("@odata.context"), "The caller's own object was changed.");
    }

    [Fact]
    public async Task Stored_referrals_are_returned_as_copies()
    {
        await using RawClient client = await RawClient.StartAsync();
        string id = client.Emulator.AddReferral(new JsonObject { ["name"] = "as it was" })["id"]!.GetValue<string>();

        client.Emulator.GetReferral(id)["name"] = "changed";
        client.Emulator.GetReferrals()[0]["name"] = "changed";

        Assert.Equal("as it was", client.Emulator.GetReferral(id)["name"]!.GetValue<string>());
        Assert.Throws<ArgumentException>(() => client.Emulator.GetReferral("unknown"));
    }

    [Fact]
    public async Task Concurrent_clients_lose_no_request()
    {
        await using RawClient client = await RawClient.StartAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, 50), TestContext.Current.CancellationToken, async (number, _) =>
        {
            JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal($"{number}"));
            JsonObject connected = await client.CreatedAsync(
                ReferralBodies.InvitationOfMicrosoft(deal["engagementId"]!.GetValue<string>()));
            client.Emulator.AcceptAsMicrosoft(connected["id"]!.GetValue<string>());
            Assert.Equal(200, (await client.ListAsync("?$top=1")).Status);
        });

        IReadOnlyList<JsonObject> all = client.Emulator.GetReferrals();
        Assert.Equal(100, all.Count);
        Assert.Equal(100, all.Select(record => record["eTag"]!.GetValue<string>()).Distinct().Count());
        Assert.All(all, record => Assert.Equal("Accepted", record["substatus"]!.GetValue<string>()));
        Assert.Equal(150, client.Emulator.Requests.Count);
    }
}
