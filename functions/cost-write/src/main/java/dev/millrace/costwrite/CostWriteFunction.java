package dev.millrace.costwrite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.LedgerEvent.CorrectionRequested;
import dev.millrace.costwrite.ledger.Booked;
import dev.millrace.costwrite.ledger.Bookkeeper;
import dev.millrace.costwrite.ledger.Corrected;
import dev.millrace.costwrite.ledger.Corrections;
import dev.millrace.costwrite.ledger.Draft;
import dev.millrace.platform.config.Prices;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;

/** Usage, builds, merges and corrections in, one entry of the ledger each; nothing out. */
public class CostWriteFunction {

    private static final String CORRECTION = Catalogue.typeOf(CorrectionRequested.class);
    private static final Problem OTHER_CONTENT =
            Problem.unintelligible("An event with this source and id, but other content, is in the ledger.");
    private static final Problem OUT_OF_RANGE =
            Problem.unintelligible("With this event a sum would leave what the ledger can hold.");
    private static final Problem NO_PRICES =
            Problem.unavailable("There is no valid price book. Its file is named by millrace.prices.file.");

    private final Entrance entrance;
    private final Bookkeeper bookkeeper;
    private final Prices prices;
    private final Booking booking;
    private final Corrections corrections;

    CostWriteFunction(
            Entrance entrance, Bookkeeper bookkeeper, Prices prices, Booking booking, Corrections corrections) {
        this.entrance = entrance;
        this.bookkeeper = bookkeeper;
        this.prices = prices;
        this.booking = booking;
        this.corrections = corrections;
    }

    @Funq("cost-write")
    public Uni<CloudEvent<JsonNode>> write(CloudEvent<byte[]> event) {
        return event.type().equals(CORRECTION)
                ? entrance.receive(event, CorrectionRequested.class, this::correct)
                : entrance.receive(event, Payload.class, this::book);
    }

    private Uni<Answer> correct(Delivery<CorrectionRequested> delivery) {
        return corrections.correct(delivery).map(corrected -> switch (corrected) {
            case Corrected.Done done -> Answer.done();
            case Corrected.Impossible impossible -> new Answer.Refused(Problem.unintelligible(impossible.reason()));
        });
    }

    private Uni<Answer> book(Delivery<Payload> delivery) {
        Draft draft = bookkeeper.draft(
                delivery.event(), delivery.digest(), prices.book().orElseThrow(() -> new ProblemException(NO_PRICES)));
        return booking.book(draft).chain(booked -> switch (booked) {
            case Booked.Entry entry -> Uni.createFrom().item(Answer.done());
            case Booked.OtherContent other -> Uni.createFrom().item(new Answer.Refused(OTHER_CONTENT));
            case Booked.OutOfRange unfit -> Uni.createFrom().item(new Answer.Refused(OUT_OF_RANGE));
            case Booked.NotNow later -> Uni.createFrom().failure(later.failure());
        });
    }
}
