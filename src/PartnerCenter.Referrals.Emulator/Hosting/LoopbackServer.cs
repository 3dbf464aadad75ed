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
/// Runs Kestrel without a host: no configuration, no environment variables, no console lifetime that would handle the program's Ctrl+C, and
/// no logging.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(200);

    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _stopping = new();

    public LoopbackServer(int port, LoopbackListener listener)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };

        // EmulatedRequest limits the size instead, so that the refusal of a larger body has the service's form.
        options.Limits.MaxRequestBodySize = null;
        // A next link repeats the query of its request, and would be longer than the default allows.
        options.Limits.MaxRequestLineSize = 32 * 1024;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        _server = new KestrelServer(Options.Create(options), listener, NullLoggerFactory.Instance);
    }

    /// <summary>Gets the address that the server listens on. It is available once the server has started.</summary>
    public Uri Root => new(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>Gets a token that is cancelled when the server stops. It ends the requests that are held in silence.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public Task StartAsync(IHttpApplication<HttpContext> application, CancellationToken cancellationToken) =>
        _server.StartAsync(application, cancellationToken);

    /// <summary>Gives requests in progress a moment to finish, then closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var drain = new CancellationTokenSource(DrainTimeout);
        await _server.StopAsync(drain.Token).ConfigureAwait(false);
        _server.Dispose();
    }
}
