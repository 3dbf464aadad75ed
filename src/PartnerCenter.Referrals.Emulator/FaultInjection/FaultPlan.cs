using System.Threading.Channels;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Which faults befall which requests of a <see cref="ReferralsEmulator"/>: one after another by a script, or by chance. What befell a
/// request stands in its <see cref="RecordedRequest.Fault"/>. All members are safe for use by several threads.
/// </summary>
/// <remarks>
/// Requests are counted for each operation in the order in which the emulator has read them; a page of a list is a request, and so is a
/// repetition. A clock that jumps is no fault of a request: give the emulator (or the client) a <see cref="TimeProvider"/> that you set.
/// </remarks>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EmulatedOperation, Schedule> _schedules =
        Enum.GetValues<EmulatedOperation>().ToDictionary(operation => operation, _ => new Schedule());

    private readonly LoopbackListener _listener;

    internal FaultPlan(LoopbackListener listener) => _listener = listener;

    /// <summary>What the service asks of tokens since a claims challenge.</summary>
    internal RequiredClaims Claims { get; } = new();

    /// <summary>Plans a fault for the next request of an operation, or, if others are planned for it, for the one after those.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such operation.</exception>
    public void Next(EmulatedOperation operation, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Script(operation, fault);
    }

    /// <summary>
    /// Plans what befalls the next requests of an operation, one each, in this order, after what is planned already.
    /// <see cref="Fault.None"/> lets one pass. After the last one requests are answered as usual, or by chance.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="faults">The faults.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such operation.</exception>
    public void Script(EmulatedOperation operation, params IReadOnlyList<Fault> faults)
    {
        Schedule schedule = Find(operation, faults);
        lock (_gate)
        {
            foreach (Fault fault in faults)
            {
                schedule.Script.Enqueue(fault);
            }
        }
    }

    /// <summary>
    /// Lets chance decide about each request of an operation that no script is left for, from now on. The same seed decides alike again:
    /// what befalls the n-th request from now depends on nothing but seed, operation and n, however requests of other operations come
    /// between. It replaces what was said by chance for the operation before.
    /// </summary>
    /// <param name="rate">The share of requests that get a fault, from 0 (none) to 1 (all).</param>
    /// <param name="seed">What is drawn from.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="faults">The faults, each as likely as the others.</param>
    /// <exception cref="ArgumentException">There is no fault or no such operation, or the rate is out of its range.</exception>
    public void Randomly(double rate, int seed, EmulatedOperation operation, params IReadOnlyList<Fault> faults)
    {
        if (rate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate goes from 0 to 1.");
        }

        Schedule schedule = Find(operation, faults);
        if (faults.Count == 0)
        {
            throw new ArgumentException("Name the faults to draw from.", nameof(faults));
        }

        lock (_gate)
        {
            schedule.Random = new RandomFaults(rate, seed, operation, [.. faults]);
        }
    }

    /// <summary>
    /// Goes down as a service does: nobody listens at the port, so that the system refuses connections, and those that are open are reset.
    /// Nobody else is given the port meanwhile. The emulator never learns of who was refused, so that this is no <see cref="Fault"/> of a
    /// request: let it listen again when the client waits for its next attempt.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The emulator was disposed of.</exception>
    public void RefuseConnections() => _listener.RefuseConnections();

    /// <summary>Listens again after <see cref="RefuseConnections"/>.</summary>
    /// <exception cref="ObjectDisposedException">The emulator was disposed of.</exception>
    /// <exception cref="InvalidOperationException">A program that asked for this very port has it now.</exception>
    public void AcceptConnections() => _listener.AcceptConnections();

    /// <summary>
    /// Waits until a fault has befallen a request of an operation. Each is told once, in order. It has happened by then: the request is
    /// recorded, the service has acted (if it does), the connection has ended or is held in silence. Of <see cref="Fault.SlowDrip"/> it
    /// is told when the wait for the first byte begins, of an answer that is sent whole just before it is sent. So a test can set a clock
    /// forward that would be too early before. That the client has read what was sent is more than the emulator knows.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such operation.</exception>
    public async Task<RecordedRequest> WaitForFaultAsync(EmulatedOperation operation, CancellationToken cancellationToken = default) =>
        await Find(operation, []).Reported.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Forgets all that was planned, lifts what a claims challenge demanded, and accepts connections again. What is told by
    /// <see cref="WaitForFaultAsync"/> starts anew. Requests that are held in silence stay so.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The emulator was disposed of.</exception>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (Schedule schedule in _schedules.Values)
            {
                schedule.Script.Clear();
                schedule.Random = null;
                while (schedule.Reported.Reader.TryRead(out _))
                {
                    // Nobody waited for it.
                }
            }
        }

        Claims.Clear();
        _listener.AcceptConnections();
    }

    /// <summary>Takes what befalls the request that has come now; null if nothing does.</summary>
    internal Fault? Take(EmulatedOperation operation)
    {
        Schedule schedule = _schedules[operation];
        lock (_gate)
        {
            Fault? drawn = schedule.Random?.Next();
            Fault? fault = schedule.Script.TryDequeue(out Fault? scripted) ? scripted : drawn;
            return fault == Fault.None ? null : fault;
        }
    }

    internal void Report(EmulatedOperation operation, RecordedRequest request) => _schedules[operation].Reported.Writer.TryWrite(request);

    private Schedule Find(EmulatedOperation operation, IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Contains(null!))
        {
            throw new ArgumentNullException(nameof(faults), "Write Fault.None where nothing is to happen.");
        }

        return _schedules.TryGetValue(operation, out Schedule? schedule)
            ? schedule
            : throw new ArgumentOutOfRangeException(nameof(operation), operation, "There is no such operation.");
    }

    private sealed class Schedule
    {
        public Queue<Fault> Script { get; } = [];

        public RandomFaults? Random { get; set; }

        public Channel<RecordedRequest> Reported { get; } = Channel.CreateUnbounded<RecordedRequest>();
    }
}
