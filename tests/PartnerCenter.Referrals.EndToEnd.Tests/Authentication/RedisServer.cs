using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Starts a real Redis server on a free loopback port. It writes nothing to disk and ends with the test.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Gets the configuration string for StackExchange.Redis, with short timeouts because the server is local.</summary>
    public string Configuration => $"127.0.0.1:{Port},connectTimeout=1000,syncTimeout=1000,asyncTimeout=1000,connectRetry=1";

    /// <summary>Skips the test if the machine has no Redis.</summary>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken)
    {
        string? program = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "There is no redis-server: apt-get install redis-server. .ci/run does.");

        // Another program may take the port after it was chosen.
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
                // The output is read to its end, because a full pipe would block the server.
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
