namespace PartnerCenter.Referrals.Tests;

/// <summary>Does something after Entra has acted on a request and before its response arrives. It ignores cancellation.</summary>
internal sealed class InterruptedEntra(MockedEntra entra) : DelegatingHandler(entra)
{
    private readonly Queue<Func<Task>> _interruptions = new();

    /// <summary>Adds what happens before the next response that has no interruption yet.</summary>
    public InterruptedEntra Then(Func<Task> interruption)
    {
        _interruptions.Enqueue(interruption);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
        if (_interruptions.TryDequeue(out Func<Task>? interruption))
        {
            await interruption().ConfigureAwait(false);
        }

        return response;
    }
}
