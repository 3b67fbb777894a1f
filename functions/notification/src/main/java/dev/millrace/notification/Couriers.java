package dev.millrace.notification;

import dev.millrace.notification.delivery.Carrier;
import dev.millrace.notification.delivery.Letter;
import dev.millrace.notification.delivery.Outcome;
import dev.millrace.notification.delivery.Target;
import dev.millrace.notification.hook.Hooks;
import dev.millrace.notification.mail.Postman;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Each target by its own way. */
@Singleton
class Couriers implements Carrier {

    private final Postman postman;
    private final Hooks hooks;

    Couriers(Postman postman, Hooks hooks) {
        this.postman = postman;
        this.hooks = hooks;
    }

    @Override
    public Uni<Outcome> carry(Target target, Letter letter) {
        return switch (target) {
            case Target.Mail mail -> postman.carry(mail, letter);
            case Target.Post post -> hooks.carry(post, letter);
        };
    }
}
