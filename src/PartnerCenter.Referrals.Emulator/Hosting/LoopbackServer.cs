using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Kestrel alone, without a host around it: no configuration, no environment variables, no console lifetime that would take the
/// program's Ctrl+C, no logging.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(200);

    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _stopping = new();

    public LoopbackServer(int port, LoopbackListener listener)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };

        // EmulatedRequest limits what is kept, and answers what is too large in the service's form.
        options.Limits.MaxRequestBodySize = null;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        _server = new KestrelServer(Options.Create(options), listener, NullLoggerFactory.Instance);
    }

    /// <summary>The address listened to; known once the server has started.</summary>
    public Uri Root => new(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>Ends what is held in silence.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public Task StartAsync(IHttpApplication<HttpContext> application, CancellationToken cancellationToken) =>
        _server.StartAsync(application, cancellationToken);

    /// <summary>Lets requests under way finish for a moment, then cuts every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var drain = new CancellationTokenSource(DrainTimeout);
        await _server.StopAsync(drain.Token).ConfigureAwait(false);
        _server.Dispose();
    }
}
