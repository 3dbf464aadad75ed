using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests which bytes a fault sends, and how it ends the connection.</summary>
public sealed class FaultySenderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private RawClient _client = null!;
    private string _path = null!;
    private string _whole = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsEmulator Emulator => _client.Emulator;

    private string Half => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(_whole)[..(Encoding.UTF8.GetByteCount(_whole) / 2)]);

    public async ValueTask InitializeAsync()
    {
        _client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = _clock });
        JsonObject deal = await _client.CreatedAsync(ReferralBodies.Deal());
        _path = $"/v1.0/engagements/referrals/{deal["id"]}";
        _whole = (await _client.GetAsync(_path)).Text;
        Emulator.ClearRequests();
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData(nameof(Fault.ResetBeforeHandling), true)]
    [InlineData(nameof(Fault.ResetDuringHandling), true)]
    [InlineData(nameof(Fault.ResetAfterHandling), true)]
    [InlineData(nameof(Fault.CloseBeforeHandling), false)]
    [InlineData(nameof(Fault.CloseAfterHandling), false)]
    public async Task A_reset_or_closed_connection_carries_no_byte_of_a_response(string fault, bool isReset)
    {
        using RawSocket socket = await AskAsync(AllFaults.All[fault]);

        Assert.Equal("", await socket.ReadToEndAsync());

        Assert.Equal(isReset, socket.WasReset);
        await Emulator.Faults.WaitForFaultAsync(EmulatedOperation.Get, Cancellation);
        Assert.Equal(0, Assert.Single(Emulator.Requests).StatusCode);
    }

    [Theory]
    [InlineData(nameof(Fault.CloseAfterHalf), false)]
    [InlineData(nameof(Fault.ResetAfterHalf), true)]
    public async Task Half_of_the_body_is_sent_with_the_length_of_the_whole_body(string fault, bool isReset)
    {
        using RawSocket socket = await AskAsync(AllFaults.All[fault]);

        string[] answer = (await socket.ReadToEndAsync()).Split("\r\n\r\n", 2);

        AssertHead(answer[0], Encoding.UTF8.GetByteCount(_whole));
        Assert.Equal(Half, answer[1]);
        Assert.Equal(isReset, socket.WasReset);
    }

    [Theory]
    [InlineData(nameof(Fault.LengthTooLong), 1)]
    [InlineData(nameof(Fault.LengthTooShort), -1)]
    public async Task Content_Length_is_off_by_one_byte(string fault, int error)
    {
        using RawSocket socket = await AskAsync(AllFaults.All[fault]);

        string[] answer = (await socket.ReadToEndAsync()).Split("\r\n\r\n", 2);

        AssertHead(answer[0], Encoding.UTF8.GetByteCount(_whole) + error);
        Assert.Equal(_whole, answer[1]);
        Assert.False(socket.WasReset);
    }

    [Theory]
    [InlineData(nameof(Fault.SilenceBeforeHandling))]
    [InlineData(nameof(Fault.SilenceAfterHandling))]
    public async Task A_silent_fault_is_reported_and_sends_nothing_until_the_emulator_stops(string fault)
    {
        using RawSocket socket = await AskAsync(AllFaults.All[fault]);
        await Emulator.Faults.WaitForFaultAsync(EmulatedOperation.Get, Cancellation);
        Assert.Equal(0, socket.Available);

        await Emulator.DisposeAsync();

        Assert.Equal("", await socket.ReadToEndAsync());
    }

    [Theory]
    [InlineData(nameof(Fault.SilenceAfterHead), false)]
    [InlineData(nameof(Fault.SilenceAfterHalf), true)]
    public async Task A_fault_that_turns_silent_midway_keeps_the_connection_open(string fault, bool withHalf)
    {
        using RawSocket socket = await AskAsync(AllFaults.All[fault]);
        AssertHead((await socket.ReadHeadAsync()).TrimEnd(), Encoding.UTF8.GetByteCount(_whole));
        string part = withHalf ? await socket.ReadAsync(Encoding.UTF8.GetByteCount(Half)) : "";
        await Emulator.Faults.WaitForFaultAsync(EmulatedOperation.Get, Cancellation);

        Assert.Equal(withHalf ? Half : "", part);
        Assert.Equal(0, socket.Available);
        await Emulator.DisposeAsync();
        Assert.Equal("", await socket.ReadToEndAsync());
    }

    [Fact]
    public async Task A_slow_drip_sends_a_byte_of_the_body_for_each_interval_of_the_emulators_clock()
    {
        using RawSocket socket = await AskAsync(Fault.SlowDrip(TimeSpan.FromSeconds(10)));
        await Emulator.Faults.WaitForFaultAsync(EmulatedOperation.Get, Cancellation);
        AssertHead((await socket.ReadHeadAsync()).TrimEnd(), Encoding.UTF8.GetByteCount(_whole));
        Assert.Equal(0, socket.Available);

        StringBuilder body = new();
        for (int count = Encoding.UTF8.GetByteCount(_whole); count > 0; count--)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            body.Append(await socket.ReadAsync(1));
            Assert.Equal(0, socket.Available);
        }

        Assert.Equal("", await socket.ReadToEndAsync());
        Assert.False(socket.WasReset);
        Assert.Equal(_whole, body.ToString());
    }

    [Fact]
    public async Task Many_silent_requests_do_not_delay_disposing_the_emulator()
    {
        Emulator.Faults.Randomly(1, 0, EmulatedOperation.Get, Fault.SilenceAfterHead, Fault.SilenceBeforeHandling, Fault.SilenceAfterHalf);
        List<RawSocket> sockets = [];
        for (int count = 0; count < 20; count++)
        {
            sockets.Add(await RawSocket.ConnectAsync(Emulator));
            await sockets[^1].SendAsync("GET", _path);
            await Emulator.Faults.WaitForFaultAsync(EmulatedOperation.Get, Cancellation);
        }

        await Emulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.Equal(20, Emulator.Requests.Count);
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task The_request_after_a_broken_one_succeeds()
    {
        using RawSocket socket = await AskAsync(Fault.ResetAfterHalf);
        await socket.ReadToEndAsync();

        RawResponse answer = await _client.GetAsync(_path);

        Assert.Equal((200, _whole), (answer.Status, answer.Text));
        Assert.Null(Emulator.Requests[^1].Fault);
    }

    [Fact]
    public async Task A_broken_patch_response_always_has_a_body()
    {
        Emulator.Faults.Next(EmulatedOperation.Patch, Fault.CloseAfterHalf);
        using RawSocket socket = await RawSocket.ConnectAsync(Emulator);
        await socket.SendAsync("PATCH", _path, """[{ "op": "replace", "path": "/externalReferenceId", "value": "CRM-1" }]""");

        string[] answer = (await socket.ReadToEndAsync()).Split("\r\n\r\n", 2);

        AssertHead(answer[0], 2);
        Assert.Equal("{", answer[1]);
    }

    [Fact]
    public async Task Connection_faults_apply_to_the_token_endpoint()
    {
        Emulator.Faults.Next(EmulatedOperation.Token, Fault.CloseAfterHalf);
        using RawSocket socket = await RawSocket.ConnectAsync(Emulator);
        await socket.SendAsync(
            "POST",
            $"/{Emulator.TenantId}/oauth2/v2.0/token",
            $"client_id={Emulator.ClientId}&client_secret={Emulator.ClientSecret}&grant_type=client_credentials&"
                + $"scope={Uri.EscapeDataString(EntraRequests.Scope)}",
            "application/x-www-form-urlencoded");

        string answer = await socket.ReadToEndAsync();

        Assert.Contains("{\"token_type\":\"Bearer\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain('}', answer);
        Assert.False(socket.WasReset);
    }

    private static void AssertHead(string head, int length)
    {
        string[] lines = head.Split("\r\n");
        Assert.Equal("HTTP/1.1 200 OK", lines[0]);
        Assert.Contains("Content-Type: application/json; charset=utf-8", lines);
        Assert.Contains($"Content-Length: {length.ToString(CultureInfo.InvariantCulture)}", lines);
    }

    private async Task<RawSocket> AskAsync(Fault fault)
    {
        Emulator.Faults.Next(EmulatedOperation.Get, fault);
        RawSocket socket = await RawSocket.ConnectAsync(Emulator);
        await socket.SendAsync("GET", _path);
        return socket;
    }
}
