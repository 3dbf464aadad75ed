using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Provides an emulator, a client for it, and a receiver of its events.</summary>
internal sealed class WebhookSetup : IAsyncDisposable
{
    public const string Registration = "/webhooks/v1/registration";

    private WebhookSetup(RawClient client, EventReceiver receiver)
    {
        Client = client;
        Receiver = receiver;
    }

    public RawClient Client { get; }

    public EventReceiver Receiver { get; }

    public EmulatedWebhooks Webhooks => Client.Emulator.Webhooks;

    /// <summary>Starts everything. The receiver is registered for all events unless names are given.</summary>
    public static async Task<WebhookSetup> StartAsync(ReferralsEmulatorOptions? options = null, params string[] events)
    {
        var setup = new WebhookSetup(await RawClient.StartAsync(options), await EventReceiver.StartAsync());
        setup.Webhooks.Register(setup.Receiver.Url, events);
        return setup;
    }

    /// <summary>Returns options with which a failed try is followed by the next at once.</summary>
    public static ReferralsEmulatorOptions WithoutWaits(TimeProvider? clock = null) => new()
    {
        TimeProvider = clock ?? TimeProvider.System,
        Webhooks = new EmulatedWebhookOptions { RetryDelays = [TimeSpan.Zero] },
    };

    /// <summary>Waits for the deliveries and returns what was received so far.</summary>
    public async Task<IReadOnlyList<ReceivedEvent>> ReceivedAsync()
    {
        await Webhooks.WaitForDeliveriesAsync(TestContext.Current.CancellationToken);
        return Receiver.Received;
    }

    /// <summary>Stores a referral with an id, in an engagement of its own, and returns the id.</summary>
    public string Add(string id) => Client.Emulator.AddReferral(new JsonObject { ["id"] = id }).Id();

    /// <summary>Calls the registration API with a token for it.</summary>
    public static Task<RawResponse> CallAsync(
        RawClient client, HttpMethod method, string path = "", string? body = null, AccessTokenKind kind = AccessTokenKind.Delegated) =>
        client.SendAsync(
            method, Registration + path, body, authorization: $"Bearer {client.Emulator.Webhooks.IssueToken(kind: kind)}");

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
