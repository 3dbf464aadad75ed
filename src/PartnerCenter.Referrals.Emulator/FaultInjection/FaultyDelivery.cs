using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Carries out what a fault does to the wire.</summary>
internal sealed class FaultyDelivery(HttpContext context, TimeProvider clock, CancellationToken stopping)
{
    private readonly BareConnection _connection = new(context);

    public void Reset() => _connection.End(Ending.Reset);

    /// <param name="delivery">What is to be done.</param>
    /// <param name="answer">The answer; null if none of it is to be sent.</param>
    /// <param name="tell">Called when it has been done, but for waiting.</param>
    public async Task DeliverAsync(Delivery delivery, Answer? answer, Action tell)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_connection.ClientIsGone, stopping);
        bool isTold = false;
        try
        {
            await SendAsync(delivery, answer, TellOnce, end.Token).ConfigureAwait(false);
            if (!delivery.EndsFirst)
            {
                _connection.End(delivery.Ending);
            }

            TellOnce();
            if (delivery.Ending != Ending.Reset)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has hung up, as faults provoke, or the emulator stops.
        }
        finally
        {
            TellOnce();
            context.Abort();
        }

        void TellOnce()
        {
            if (!isTold)
            {
                isTold = true;
                tell();
            }
        }
    }

    private async Task SendAsync(Delivery delivery, Answer? answer, Action tell, CancellationToken end)
    {
        if (answer is null)
        {
            return;
        }

        ReadOnlyMemory<byte> body = delivery.Sent switch
        {
            Portion.All => answer.Body,
            Portion.HeadAndHalf => answer.Body[..(answer.Body.Length / 2)],
            _ => ReadOnlyMemory<byte>.Empty,
        };
        byte[] head = BareConnection.HeadOf(answer, delivery.LengthError);
        if (delivery.Pace is not { } pace)
        {
            await _connection.SendAsync((byte[])[.. head, .. body.Span]).ConfigureAwait(false);
            return;
        }

        using var timer = new PeriodicTimer(pace, clock);
        await _connection.SendAsync(head).ConfigureAwait(false);
        tell();
        for (int sent = 0; sent < body.Length; sent++)
        {
            await timer.WaitForNextTickAsync(end).ConfigureAwait(false);
            await _connection.SendAsync(body.Slice(sent, 1)).ConfigureAwait(false);
        }
    }
}
