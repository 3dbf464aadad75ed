using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Plays the host of the certificates: answers each request with a function, and counts the requests.</summary>
internal sealed class CertificateHost(Func<Uri, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<Uri> _requests = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private int _running;

    public CertificateHost(byte[] file)
        : this((_, _) => Task.FromResult(File(file)))
    {
    }

    /// <summary>Gets or sets the function that answers the requests.</summary>
    public Func<Uri, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = answer;

    public int MaxRunning { get; private set; }

    public IReadOnlyList<Uri> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public static HttpResponseMessage File(byte[] file) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(file) };

    public static async Task<HttpResponseMessage> Hang(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Unreachable.");
    }

    /// <summary>Waits until one more request has arrived.</summary>
    public Task ArrivalAsync() => _arrivals.WaitAsync(TestContext.Current.CancellationToken);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _requests.Add(request.RequestUri!);
            MaxRunning = Math.Max(MaxRunning, ++_running);
        }

        _arrivals.Release();
        try
        {
            return await Answer(request.RequestUri!, cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                _running--;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        _arrivals.Dispose();
        base.Dispose(disposing);
    }
}
