using System.Net.Sockets;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests connections that are refused before there is a request.</summary>
public sealed class RefusedConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emulator_that_is_down_refuses_connections_and_resets_open_ones_until_it_listens_again()
    {
        await using RawClient client = await RawClient.StartAsync();
        ReferralsEmulator emulator = client.Emulator;
        using RawSocket open = await RawSocket.ConnectAsync(emulator);
        await open.SendAsync("GET", "/v1.0/engagements/referrals");
        await open.ReadHeadAsync();

        emulator.Faults.RefuseConnections();

        await open.ReadToEndAsync();
        Assert.True(open.WasReset);
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => RawSocket.ConnectAsync(emulator));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        HttpRequestException failed = await Assert.ThrowsAsync<HttpRequestException>(() => client.ListAsync());
        Assert.Equal(HttpRequestError.ConnectionError, failed.HttpRequestError);

        emulator.Faults.AcceptConnections();

        Assert.Equal(200, (await client.ListAsync()).Status);
    }

    [Fact]
    public async Task Refusing_and_accepting_connections_is_idempotent_and_keeps_the_address()
    {
        await using RawClient client = await RawClient.StartAsync();
        Uri endpoint = client.Emulator.Endpoint;
        for (int count = 0; count < 20; count++)
        {
            client.Emulator.Faults.RefuseConnections();
            client.Emulator.Faults.RefuseConnections();
            client.Emulator.Faults.AcceptConnections();
            client.Emulator.Faults.AcceptConnections();
        }

        client.Emulator.Faults.RefuseConnections();
        client.Emulator.Faults.Clear();

        Assert.Equal(200, (await client.ListAsync()).Status);
        Assert.Equal(endpoint, client.Emulator.Endpoint);
    }

    [Fact]
    public async Task An_emulator_stops_while_it_refuses_connections()
    {
        ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        int port = emulator.Endpoint.Port;
        emulator.Faults.RefuseConnections();

        await emulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.Throws<ObjectDisposedException>(emulator.Faults.AcceptConnections);
        await using ReferralsEmulator next = await ReferralsEmulator.StartAsync(new ReferralsEmulatorOptions { Port = port }, Cancellation);
        Assert.Equal(port, next.Endpoint.Port);
    }
}
