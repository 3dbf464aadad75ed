using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>A real Redis server on a free loopback port, which keeps nothing on disk and ends with the test.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>How StackExchange.Redis is told of it; impatient, since the server is near.</summary>
    public string Configuration => $"127.0.0.1:{Port},connectTimeout=1000,syncTimeout=1000,asyncTimeout=1000,connectRetry=1";

    /// <summary>Skips the test where the machine has no Redis.</summary>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken)
    {
        string? program = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "There is no redis-server: apt-get install redis-server. .ci/run does.");

        // Between choosing a port and taking it another program may take it.
        for (int attempt = 0; attempt < 5; attempt++)
        {
            if (await TryStartAsync(program!, FreePort(), cancellationToken) is { } server)
            {
                return server;
            }
        }

        throw new InvalidOperationException("redis-server does not start; run it by hand to see why.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static async Task<RedisServer?> TryStartAsync(string program, int port, CancellationToken cancellationToken)
    {
        Process process = Process.Start(new ProcessStartInfo(
            program, ["--bind", "127.0.0.1", "--port", $"{port}", "--save", "", "--appendonly", "no", "--daemonize", "no", "--logfile", ""])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                // Read on, so that the server is not held up by a full pipe.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new RedisServer(process, port);
            }
        }

        process.Dispose();
        return null;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
